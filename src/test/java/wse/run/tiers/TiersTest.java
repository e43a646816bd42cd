package wse.run.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.Config;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.WseDialect;
import wse.measure.Content;
import wse.measure.MessageFlow;
import wse.measure.TierShape;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.Settling;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

class TiersTest {

    private static final Dialect WSE = new WseDialect(WseDialect.DEFAULT_TARGET, "token");

    private static final Map<String, String> SHAPED = Map.of(
            "wse.engine", "netty",
            "wse.tiers", "30,20",
            "wse.connectWindow", "7",
            "wse.connectRate", "250",
            "wse.connectTimeout", "3s",
            "wse.readyTimeout", "4s");

    @Test
    void shouldWarmUpEachProcessButNotBeyondTheLargestTier() {
        Config config = config(TestKind.SUSTAINED_HOLD, Map.of("wse.warmUp", "5"));
        assertThat(Tiers.warmUp(config, WSE, 4)).extracting(Tier::connections).containsExactly(20);
        assertThat(Tiers.warmUp(config, WSE, 7)).extracting(Tier::connections).containsExactly(30);
    }

    @Test
    void shouldNotWarmUpWithMoreConnectionsThanThereAreUsers(@TempDir Path directory) throws Exception {
        Path users = Files.writeString(directory.resolve("users.csv"), "user\n" + "ada\n".repeat(30));
        Map<String, String> own = Map.of("wse.users", users.toString(), "wse.warmUp", "40");
        Map<String, String> reused =
                Map.of("wse.users", users.toString(), "wse.warmUp", "40", "wse.usersReuse", "true");

        assertThat(Tiers.warmUp(config(TestKind.CONNECTION_STORM, own), WSE, 1))
                .extracting(Tier::connections)
                .containsExactly(30);
        assertThat(Tiers.warmUp(config(TestKind.CONNECTION_STORM, reused), WSE, 1))
                .extracting(Tier::connections)
                .containsExactly(40);
    }

    @Test
    void shouldStormOneTierAfterAnother() {
        Map<String, String> settings = Map.of("wse.settleTime", "2s", "wse.pongTimeout", "7s");
        Settling settling = new Settling(Duration.ofSeconds(2), Duration.ofSeconds(7));

        assertThat(Tiers.measured(config(TestKind.CONNECTION_STORM, settings), WSE))
                .containsExactly(
                        tier("storm 30 paced", new StormPlan(ramp(30), settling), paced(30, 250)),
                        tier("storm 20 paced", new StormPlan(ramp(20), settling), paced(20, 250)));
    }

    private static TierShape paced(int connections, double rate) {
        return new TierShape.Storm(connections, OptionalDouble.of(rate));
    }

    @Test
    void shouldEndWithTheLargestStormAtAPace() {
        Map<String, String> settings = Map.of("wse.connectRate", "0", "wse.engine", "netty");
        Map<String, String> none = Map.of("wse.connectRate", "0", "wse.pacedRate", "0");

        assertThat(shapes(settings))
                .containsExactly(new TierShape.Storm(30), new TierShape.Storm(20), paced(30, 1_000));
        assertThat(shapes(none)).containsExactly(new TierShape.Storm(30), new TierShape.Storm(20));
    }

    private static List<TierShape> shapes(Map<String, String> settings) {
        return Tiers.measured(config(TestKind.CONNECTION_STORM, settings), WSE).stream()
                .map(Tier::shape)
                .toList();
    }

    @Test
    void shouldRepeatAllTiersRoundByRound() {
        List<Tier> tiers = Tiers.measured(config(TestKind.PING_LATENCY, Map.of("wse.repeat", "2")), WSE);

        assertThat(tiers)
                .extracting(Tier::name)
                .containsExactly(
                        "ping 30 closed",
                        "ping 30 open",
                        "ping 20 closed",
                        "ping 20 open",
                        "ping 30 closed, round 2",
                        "ping 30 open, round 2",
                        "ping 20 closed, round 2",
                        "ping 20 open, round 2");
        assertThat(tiers.subList(4, 8))
                .extracting(Tier::plan, Tier::shape)
                .isEqualTo(tiers.subList(0, 4).stream()
                        .map(tier -> tuple(tier.plan(), tier.shape()))
                        .toList());
    }

    @Test
    void shouldPingEachTierInTheClosedFormAndThenOnAnOpenSchedule() {
        Map<String, String> settings =
                Map.of("wse.pings", "8", "wse.pingRate", "2.5", "wse.duration", "10s", "wse.pongTimeout", "6s");
        Duration timeout = Duration.ofSeconds(6);

        assertThat(Tiers.measured(config(TestKind.PING_LATENCY, settings), WSE))
                .containsExactly(
                        tier("ping 30 closed", new PingPlan(ramp(30), 8, 0, timeout), TierShape.Pings.closed(30)),
                        tier("ping 30 open", new PingPlan(ramp(30), 25, 2.5, timeout), TierShape.Pings.open(30, 2.5)),
                        tier("ping 20 closed", new PingPlan(ramp(20), 8, 0, timeout), TierShape.Pings.closed(20)),
                        tier("ping 20 open", new PingPlan(ramp(20), 25, 2.5, timeout), TierShape.Pings.open(20, 2.5)));
    }

    @ParameterizedTest
    @CsvSource({"2,10s,20", "0.5,3s,2", "0.5,2900ms,1", "1000,1ms,1"})
    void shouldFillTheOpenSchedulesDurationWithPings(String rate, String duration, int pings) {
        Map<String, String> settings = Map.of("wse.pingRate", rate, "wse.duration", duration);

        PingPlan open = (PingPlan) Tiers.measured(config(TestKind.PING_LATENCY, settings), WSE)
                .get(1)
                .plan();

        assertThat(open.pings()).isEqualTo(pings);
    }

    @Test
    void shouldHoldEachTier() {
        Map<String, String> settings =
                Map.of("wse.holdDuration", "9s", "wse.pingInterval", "4s", "wse.pongTimeout", "6s");

        assertThat(Tiers.measured(config(TestKind.SUSTAINED_HOLD, settings), WSE))
                .containsExactly(
                        tier("hold 30", hold(ramp(30)), new TierShape.Hold(30, 0.25)),
                        tier("hold 20", hold(ramp(20)), new TierShape.Hold(20, 0.25)));
    }

    /** Whoever tests a server with five connections does not expect thousands before. */
    @Test
    void shouldWarmANamedServerUpWithNoMoreConnectionsThanTheTestHasUnlessAskedTo() {
        Map<String, String> named = Map.of("wse.host", "127.0.0.1", "wse.tiers", "5,3");
        Map<String, String> asked = Map.of("wse.host", "127.0.0.1", "wse.tiers", "5,3", "wse.warmUp", "40");
        Map<String, String> search = Map.of("wse.host", "127.0.0.1", "wse.firstStep", "8");

        assertThat(warmUpOf(TestKind.CONNECTION_STORM, named)).isEqualTo(5);
        assertThat(warmUpOf(TestKind.PING_LATENCY, named)).isEqualTo(5);
        assertThat(warmUpOf(TestKind.CONNECTION_STORM, asked)).isEqualTo(40);
        assertThat(warmUpOf(TestKind.CONNECTION_LIMIT, search)).isEqualTo(8);
        assertThat(warmUpOf(TestKind.CONNECTION_STORM, Map.of("wse.tiers", "5")))
                .as("the embedded server")
                .isEqualTo(2_000);
    }

    private static int warmUpOf(TestKind test, Map<String, String> settings) {
        return Tiers.warmUp(Config.from(test, settings, Map.of()), WSE, 1)
                .get(0)
                .connections();
    }

    @Test
    void shouldWarmAStormUpWithAStorm() {
        assertThat(Tiers.warmUp(config(TestKind.CONNECTION_STORM, Map.of("wse.warmUp", "50")), WSE, 1))
                .containsExactly(new Tier("warm-up", new StormPlan(ramp(50)), new TierShape.Storm(50), true));
    }

    /** The path of connects that arrive one by one must be compiled before the tier that measures them. */
    @Test
    void shouldAlsoWarmTheLastTierOfAStormUpAtItsPace() {
        List<Tier> tiers = Tiers.warmUp(Config.from(TestKind.CONNECTION_STORM, Map.of(), Map.of()), WSE, 1);

        assertThat(tiers).extracting(Tier::name).containsExactly("warm-up", "warm-up paced");
        assertThat(tiers).extracting(Tier::connections).containsExactly(2_000, 5_000);
        assertThat(tiers).allMatch(Tier::warmUp);
        assertThat(tiers.get(1).plan().ramp().connectsPerSecond()).isEqualTo(1_000);
        assertThat(tiers.get(0).plan().warmUpRounds(1)).isEqualTo(10);
        assertThat(tiers.get(1).plan().warmUpRounds(1)).isEqualTo(1);
        assertThat(pacedWarmUpOf(Map.of("wse.tiers", "5,3"))).containsExactly(5);
        assertThat(pacedWarmUpOf(Map.of("wse.tiers", "5,3", "wse.warmUp", "2"))).containsExactly(2);
        assertThat(pacedWarmUpOf(Map.of("wse.pacedRate", "7"))).containsExactly(35);
        assertThat(pacedWarmUpOf(Map.of("wse.pacedRate", "0"))).isEmpty();
        assertThat(pacedWarmUpOf(Map.of("wse.warmUp", "0"))).isEmpty();
    }

    private static List<Integer> pacedWarmUpOf(Map<String, String> settings) {
        return Tiers.warmUp(Config.from(TestKind.CONNECTION_STORM, settings, Map.of()), WSE, 1).stream()
                .skip(1)
                .map(Tier::connections)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = TestKind.class,
            names = {"PING_LATENCY", "SUSTAINED_HOLD"})
    void shouldWarmPingsUpWithPingsInTheClosedForm(TestKind test) {
        List<Tier> tiers = Tiers.warmUp(config(test, Map.of("wse.warmUp", "50", "wse.pongTimeout", "6s")), WSE, 1);

        assertThat(tiers).singleElement().satisfies(tier -> {
            assertThat(tier.warmUp()).isTrue();
            PingPlan plan = (PingPlan) tier.plan();
            assertThat(plan).isEqualTo(new PingPlan(ramp(50), plan.pings(), 0, Duration.ofSeconds(6)));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SCENARIO")
    void shouldSkipTheWarmUpIfSwitchedOff(TestKind test) {
        assertThat(Tiers.warmUp(Config.from(test, Map.of("wse.warmUp", "0"), Map.of()), WSE, 1))
                .isEmpty();
    }

    @Test
    void shouldFloodEachTierWithTheStandardMessage() {
        assertThat(Tiers.measured(
                        config(TestKind.THROUGHPUT, Map.of("wse.duration", "3s", "wse.drainTimeout", "9s")), WSE))
                .containsExactly(flood(30), flood(20));
    }

    @Test
    void shouldFloodWithEachSizeBeforeTheNextTier() {
        List<Tier> tiers = Tiers.measured(config(TestKind.SIZE_MATRIX, Map.of("wse.sizes", "256,64,65536")), WSE);

        assertThat(tiers)
                .extracting(Tier::name)
                .containsExactly(
                        "flood 30 x 256 B json",
                        "flood 30 x 64 B json",
                        "flood 30 x 65536 B json",
                        "flood 20 x 256 B json",
                        "flood 20 x 64 B json",
                        "flood 20 x 65536 B json");
        assertThat(tiers).extracting(tier -> flow(tier).jsonBytes()).containsExactly(256, 64, 65_536, 256, 64, 65_536);
        assertThat(tiers.subList(0, 3))
                .extracting(tier -> flood(tier).flow().wireBytes())
                .containsExactly(256 + 8, 64 + 6, 65_536 + 14);
    }

    @Test
    void shouldFloodWithTheSameMessageInEachFormat() {
        List<Tier> tiers = Tiers.measured(config(TestKind.FORMAT_COMPARISON, Map.of("wse.tiers", "30")), WSE);

        assertThat(tiers)
                .extracting(Tier::name)
                .containsExactly("flood 30 x 175 B json", "flood 30 x 145 B msgpack", "flood 30 x 152 B zlib");
        assertThat(tiers).extracting(tier -> flow(tier).format()).containsExactly(Format.values());
        assertThat(tiers).extracting(tier -> flow(tier).jsonBytes()).containsOnly(175);
        assertThat(tiers).extracting(tier -> flood(tier).payloadBytes()).containsExactly(175, 145, 152);
        assertThat(tiers).extracting(tier -> flood(tier).format()).containsExactly(Format.values());
    }

    private static Dialect sending(Payload... messages) {
        return new Dialect() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public OpeningRequest openingRequest(int user) {
                return OpeningRequest.of("/");
            }

            @Override
            public List<Payload> floodMessages(Format format, int jsonBytes) {
                return List.of(messages);
            }
        };
    }

    @Test
    void shouldSayWhatProtocolsSendThatDoNotSendJson() {
        Payload json = Payload.text(" {\"a\":1}\n");
        Payload text = Payload.text("SEND\n\n{}");
        Payload binary = Payload.binary((byte) '{', (byte) '}');
        Config config = config(TestKind.THROUGHPUT, Map.of("wse.tiers", "30"));

        assertThat(flood(Tiers.measured(config, sending(json)).get(0)).content())
                .isEqualTo(Content.FORMATTED);
        assertThat(flood(Tiers.measured(config, sending(json, text)).get(0)).content())
                .isEqualTo(Content.TEXT);
        assertThat(flood(Tiers.measured(config, sending(json, binary)).get(0)).content())
                .isEqualTo(Content.MIXED);
        Tier tier = Tiers.measured(config, sending(binary)).get(0);
        assertThat(flood(tier).content()).isEqualTo(Content.BINARY);
        assertThat(tier.name()).isEqualTo("flood 30 x 2 B binary");
        assertThat(tier.shape().tag()).isEqualTo("30-binary-2");
    }

    @Test
    void shouldShapeAnEchoAsConfigured() {
        Map<String, String> settings = Map.of(
                "wse.direction", "echo",
                "wse.framesPerWrite", "2",
                "wse.mask", "fresh",
                "wse.inFlight", "5",
                "wse.decode", "payloads");

        Tier tier = Tiers.measured(config(TestKind.THROUGHPUT, settings), WSE).get(0);

        assertThat(flow(tier))
                .isEqualTo(new Flow(
                        Direction.ECHO, Format.JSON, 175, FramesPerWrite.of(2), Masking.FRESH, 5, Decoding.PAYLOADS));
        assertThat(flood(tier).flow())
                .isEqualTo(new MessageFlow(
                        Direction.ECHO, FramesPerWrite.of(2), Masking.FRESH, 183, 5, Decoding.PAYLOADS));
    }

    /** RFC 6455 section 5.1: a server does not mask its frames. */
    @Test
    void shouldCountNoMaskInTheMessagesOfTheServer() {
        Tier tier = Tiers.measured(config(TestKind.THROUGHPUT, Map.of("wse.direction", "in")), WSE)
                .get(0);

        assertThat(flow(tier).direction()).isEqualTo(Direction.IN);
        assertThat(flood(tier).flow())
                .isEqualTo(new MessageFlow(Direction.IN, FramesPerWrite.BLOCK, Masking.POOL, 179, 1, Decoding.FRAMES));
    }

    @ParameterizedTest
    @CsvSource({"0,2", "125,127", "126,130", "127,131", "65535,65539", "65536,65546", "65537,65547"})
    void shouldCountHeaderAndPayload(int payload, int unmasked) {
        assertThat(Floods.wireBytes(payload, false)).isEqualTo(unmasked);
        assertThat(Floods.wireBytes(payload, true)).isEqualTo(unmasked + 4);
    }

    @Test
    void shouldWarmAFloodUpWithAShortOneOfEachFormat() {
        Map<String, String> settings = Map.of("wse.warmUp", "50", "wse.formats", "zlib,json", "wse.duration", "1h");

        List<Tier> tiers = Tiers.warmUp(config(TestKind.FORMAT_COMPARISON, settings), WSE, 1);

        assertThat(tiers).extracting(Tier::name).containsExactly("warm-up x 152 B zlib", "warm-up x 175 B json");
        assertThat(tiers).allSatisfy(tier -> {
            assertThat(tier.warmUp()).isTrue();
            assertThat(tier.plan().ramp()).isEqualTo(ramp(50));
            assertThat(((FloodPlan) tier.plan()).duration()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(Tiers.warmUp(config(TestKind.SIZE_MATRIX, Map.of()), WSE, 1)).hasSize(1);
    }

    private static TierShape.Flood flood(Tier tier) {
        return tier.shape().flood().orElseThrow();
    }

    private static Flow flow(Tier tier) {
        return ((FloodPlan) tier.plan()).flow();
    }

    private static Tier flood(int connections) {
        Flow flow = new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 16, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(ramp(connections), flow, Duration.ofSeconds(3), Duration.ofSeconds(9));
        MessageFlow shape = new MessageFlow(Direction.OUT, FramesPerWrite.BLOCK, Masking.POOL, 183, 1, Decoding.FRAMES);
        return new Tier(
                "flood " + connections + " x 175 B json",
                plan,
                new TierShape.Flood(connections, 175, Format.JSON, shape),
                false);
    }

    private static Config config(TestKind test, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(SHAPED);
        all.putAll(settings);
        return Config.from(test, all, Map.of());
    }

    private static Ramp ramp(int connections) {
        return new Ramp(connections, 7, 250, Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    private static HoldPlan hold(Ramp ramp) {
        return new HoldPlan(ramp, Duration.ofSeconds(9), Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    private static Tier tier(String name, TierPlan plan, TierShape shape) {
        return new Tier(name, plan, shape, false);
    }
}

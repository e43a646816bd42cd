package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.Config;
import wse.config.Settings;
import wse.config.TestKind;
import wse.dialect.Jwt;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.run.tiers.Tiers;

class LongestRunTest {

    private static final String SECRET = "a-secret-of-at-least-32-bytes-for-tests";
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** @param settings such as {@code wse.tiers=10}, in addition to time-outs of 3 s, 2 s and 4 s */
    private static Config config(TestKind test, String... settings) {
        Stream<String> common =
                Stream.of("wse.host=127.0.0.1", "wse.secret=" + SECRET, "wse.readyTimeout=2s", "wse.pongTimeout=4s");
        return Config.from(
                test,
                Stream.concat(common, Arrays.stream(settings))
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])),
                Map.of());
    }

    private static Config longHold() {
        return config(
                TestKind.SUSTAINED_HOLD,
                "wse.engine=netty",
                "wse.connectTimeout=3s",
                "wse.tiers=500,1000",
                "wse.warmUp=0",
                "wse.holdDuration=24h",
                "wse.pingInterval=20s",
                "wse.deadlineMargin=30s");
    }

    private static Duration longest(Config config, int processes) {
        return LongestRun.of(config, Target.dialect(config), processes);
    }

    /** The deadline of a tier is the longest time of its plan, plus the margin, plus 2 ms for each connection. */
    @Test
    void shouldAddUpTheDeadlinesOfAllTiersAndTheirWaitsForPorts() {
        Duration each = Duration.ofHours(24).plusSeconds(3 + 2 + 20 + 4 + 30 + 65);

        assertThat(longest(longHold(), 1)).isEqualTo(each.multipliedBy(2).plusSeconds(1 + 2));
    }

    @Test
    void shouldCountEachRoundOfAWarmUp() {
        Config config = config(
                TestKind.CONNECTION_STORM, "wse.engine=netty", "wse.tiers=50", "wse.warmUp=50", "wse.pacedRate=0");
        Deadlines deadlines = new Deadlines(config.get(Settings.DEADLINE_MARGIN));
        Tier warmUp = Tiers.warmUp(config, Target.dialect(config), 1).get(0);
        Tier storm = Tiers.measured(config, Target.dialect(config)).get(0);

        assertThat(longest(config, 1))
                .isEqualTo(deadlines
                        .of(warmUp)
                        .plusSeconds(65)
                        .multipliedBy(10)
                        .plus(deadlines.of(storm))
                        .plusSeconds(65));
    }

    /** Gatling's users send a ping only after the previous one has been answered or has timed out. */
    @Test
    void shouldAllowForSuccessiveTimeOutsOnGatlingsEngine() {
        String[] settings = {"wse.tiers=50", "wse.warmUp=0", "wse.pings=7", "wse.pingRate=1", "wse.duration=5s"};
        Config gatling = config(TestKind.PING_LATENCY, settings);
        Config netty = config(
                TestKind.PING_LATENCY,
                Stream.concat(Stream.of("wse.engine=netty"), Arrays.stream(settings))
                        .toArray(String[]::new));

        assertThat(longest(gatling, 1)).isEqualTo(longest(netty, 1).plusSeconds((7 + 5) * 4));
    }

    /** Each step of a search gets its own token. */
    @Test
    void shouldNotIncludeTheStepsOfASearch() {
        assertThat(longest(config(TestKind.CONNECTION_LIMIT, "wse.warmUp=0"), 1))
                .isZero();
    }

    @Test
    void shouldSignATokenForALongHoldAndTheMargin() throws Exception {
        Config config = longHold();
        Duration longest = longest(config, 1);
        Instant before = Instant.now();
        String token;
        try (Target target = Target.up(config, longest, 1, ClassArchive.NONE, List.of())) {
            token = target.dialect()
                    .openingRequest(0)
                    .headers()
                    .get("Authorization")
                    .substring("Bearer ".length());
        }

        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(Duration.ofSeconds(
                        claims.path("exp").asLong() - claims.path("iat").asLong()))
                .isEqualTo(longest.plus(MARGIN));
        assertThat(new Jwt(SECRET, InstantSource.fixed(before.plus(longest))).judge(token))
                .isInstanceOf(Jwt.Good.class);
        assertThat(new Jwt(
                                SECRET,
                                InstantSource.fixed(Instant.now().plus(longest).plus(MARGIN)))
                        .judge(token))
                .isInstanceOf(Jwt.Refused.class);
    }
}

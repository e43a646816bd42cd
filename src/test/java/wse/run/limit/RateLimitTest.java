package wse.run.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.StepPurpose;
import wse.measure.TierShape;

/** Searches the limits of servers that also limit the rate of new connections, in simulated time. */
class RateLimitTest {

    private static final int NO_CAP = Integer.MAX_VALUE;
    private static final Outcome TOO_MANY = Outcome.handshakeRejected(429);
    private static final Outcome UNAVAILABLE = Outcome.handshakeRejected(503);

    private final List<TierShape> steps = new ArrayList<>();

    private ConnectionLimit search(SimulatedServer server, int most, String... settings) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of(
                "wse.maxConnections",
                String.valueOf(most),
                "wse.firstStep",
                String.valueOf(Math.min(1_000, most)),
                "wse.limitResolution",
                "1"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        Config config = Config.from(TestKind.CONNECTION_LIMIT, properties, Map.of());
        Limit limit = new Limit(
                config,
                0,
                tier -> {
                    steps.add(tier.shape());
                    return CompletableFuture.completedFuture(server.carryOut(tier));
                },
                List::of,
                new SearchClock(config));
        while (limit.hasNext()) {
            limit.step().toCompletableFuture().get();
        }
        return limit.connectionLimit();
    }

    private static SimulatedServer server(int cap, Outcome refusal, DoublePredicate admits) {
        return new SimulatedServer(cap, false, refusal, admits);
    }

    private static Stream<Arguments> limiters() {
        return Stream.of(
                arguments("a bucket of 4 tokens", 4, SimulatedServer.tokenBucket(4, 4)),
                arguments("a bucket of 20 tokens", 10, SimulatedServer.tokenBucket(10, 20)),
                arguments("a bucket of one token", 1, SimulatedServer.tokenBucket(1, 1)),
                arguments("5 in each second", 5, SimulatedServer.fixedWindow(5, 1)),
                arguments("30 in each 10 seconds", 3, SimulatedServer.fixedWindow(30, 10)),
                arguments("50 attempts within a second", 50, SimulatedServer.attemptsWithin(50, 1)),
                arguments("at least 100 ms apart", 10, SimulatedServer.spacing(0.1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limiters")
    void shouldReachAllConnectionsAtALowerRateAndNameIt(String name, double rate, DoublePredicate admits)
            throws Exception {
        ConnectionLimit limit = search(server(NO_CAP, TOO_MANY, admits), 100);

        assertThat(limit.cause()).as(limit.toString()).isEqualTo(LimitCause.NONE);
        assertThat(limit.connections()).isEqualTo(100);
        ConnectRate found = limit.rate().orElseThrow();
        assertThat(found.acceptedPerSecond().orElseThrow()).as(limit.toString()).isBetween(0.35 * rate, 1.5 * rate);
        assertThat(found.tooHighPerSecond())
                .isGreaterThan(found.acceptedPerSecond().orElseThrow());
        assertThat(limit.evidence()).anyMatch(sentence -> sentence.contains("HANDSHAKE_REJECTED_429"));
    }

    /** However connections that are opened too fast fail, they succeed at a lower rate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HANDSHAKE_REJECTED_429",
                "HANDSHAKE_REJECTED_503",
                "HANDSHAKE_REJECTED_403",
                "RESET",
                "CLOSED_BY_SERVER_1013",
                "CONNECT_REFUSED",
                "CONNECT_TIMEOUT",
                "READY_TIMEOUT",
                "PROTOCOL_ERROR"
            })
    void shouldTryALowerRateAfterAnyFailureOfTheServer(String refusal) throws Exception {
        ConnectionLimit limit = search(server(NO_CAP, new Outcome(refusal), SimulatedServer.tokenBucket(4, 4)), 20);

        assertThat(limit.cause()).as(limit.toString()).isEqualTo(LimitCause.NONE);
        assertThat(limit.rate()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_DESCRIPTOR", "NO_LOCAL_PORT", "NO_MEMORY", "INTERNAL_ERROR"})
    void shouldNotTryALowerRateAfterAFailureOfTheClient(String failure) throws Exception {
        search(server(50, new Outcome(failure), SimulatedServer.anyRate()), 100);

        assertThat(steps).allMatch(step -> step.purpose() == StepPurpose.SIZE);
    }

    @ParameterizedTest
    @CsvSource({"12, 20", "1, 20", "3000, 4000", "1500, 100000"})
    void shouldNameACapOnlyAfterSlowConnectsHaveFailedToo(int cap, int most) throws Exception {
        ConnectionLimit limit = search(server(cap, UNAVAILABLE, SimulatedServer.anyRate()), most);

        assertThat(limit.connections()).isEqualTo(cap);
        assertThat(limit.firstBad()).hasValue(cap + 1);
        assertThat(limit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.otherCauses()).isEmpty();
        assertThat(limit.rate()).isEmpty();
        assertThat(steps.stream().filter(step -> step.purpose() == StepPurpose.TRIAL))
                .hasSize(2);
        assertThat(steps).noneMatch(step -> step.purpose() == StepPurpose.SLOWER);
    }

    @Test
    void shouldFindBothARateAndACap() throws Exception {
        ConnectionLimit limit = search(server(12, UNAVAILABLE, SimulatedServer.tokenBucket(4, 4)), 20);

        assertThat(limit.connections()).as(limit.toString()).isEqualTo(12);
        assertThat(limit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.rate().orElseThrow().acceptedPerSecond().orElseThrow()).isBetween(1.0, 6.0);
    }

    @ParameterizedTest
    @CsvSource({"12, 20", "1, 20", "700, 1000", "3000, 4000"})
    void shouldRecogniseACapThatClosesTheOldestConnection(int cap, int most) throws Exception {
        SimulatedServer server = new SimulatedServer(cap, true, UNAVAILABLE, SimulatedServer.anyRate());
        ConnectionLimit limit = search(server, most);

        assertThat(limit.connections()).as(limit.toString()).isEqualTo(cap);
        assertThat(limit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.evidence())
                .anyMatch(sentence -> sentence.contains("closed older connections to accept new ones"));
    }

    /** Many servers also use status 429 for too many open connections. */
    @Test
    void shouldNameBothCausesThatStatus429MayHave() throws Exception {
        ConnectionLimit limit = search(server(12, TOO_MANY, SimulatedServer.anyRate()), 20);

        assertThat(limit.connections()).isEqualTo(12);
        assertThat(limit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.otherCauses()).containsExactly(LimitCause.CONNECT_RATE);
        assertThat(limit.evidence())
                .anyMatch(sentence -> sentence.contains("status 429 is meant for limits on a rate"));
    }

    /** At one connection per second, the first step of 1,000 connections would take longer than a search may wait. */
    @Test
    void shouldEndASearchThatTheRateMakesTooLong() throws Exception {
        SimulatedServer server = server(NO_CAP, TOO_MANY, SimulatedServer.tokenBucket(1, 40));
        ConnectionLimit limit = search(server, 10_000);

        assertThat(limit.cause()).as(limit.toString()).isEqualTo(LimitCause.CONNECT_RATE);
        assertThat(limit.connections()).isBetween(40, 999);
        assertThat(limit.evidence()).last().asString().contains("wse.connectRate=");
        assertThat(server.nowSeconds()).isLessThan(600);
    }

    @Test
    void shouldContinueWithLargerStepsAtTheRateThatItFound() throws Exception {
        SimulatedServer server = server(NO_CAP, TOO_MANY, SimulatedServer.tokenBucket(100, 100));
        ConnectionLimit limit = search(server, 4_000);

        assertThat(limit.connections()).isEqualTo(4_000);
        assertThat(limit.rate().orElseThrow().acceptedPerSecond().orElseThrow()).isBetween(50.0, 110.0);
        assertThat(steps.stream().filter(step -> step.purpose() == StepPurpose.TRIAL))
                .hasSizeLessThanOrEqualTo(3);
    }

    /** Only the server knows how long its period is. */
    @Test
    void shouldWaitAsLongAsTheServerAsks() throws Exception {
        SimulatedServer server =
                server(NO_CAP, UNAVAILABLE, SimulatedServer.fixedWindow(30, 60)).withRetryAfter(Duration.ofSeconds(60));
        ConnectionLimit limit = search(server, 40);

        assertThat(limit.connections()).as(limit.toString()).isEqualTo(40);
        assertThat(limit.cause()).isEqualTo(LimitCause.NONE);
        assertThat(limit.rate()).isPresent();
    }

    /**
     * Without Retry-After, a search does not wait until the minute is over, but it can see that the number is not the
     * reason.
     */
    @ParameterizedTest
    @ValueSource(ints = {10, 30})
    void shouldNotCallALimitOverALongPeriodACap(int perMinute) throws Exception {
        ConnectionLimit limit = search(server(NO_CAP, UNAVAILABLE, SimulatedServer.fixedWindow(perMinute, 60)), 40);

        assertThat(limit.cause()).as(limit.toString()).isNotEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.connections()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldNameBothPossibleCausesOfRetryAfter() throws Exception {
        ConnectionLimit limit =
                search(server(12, UNAVAILABLE, SimulatedServer.anyRate()).withRetryAfter(Duration.ofSeconds(1)), 20);

        assertThat(limit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.otherCauses()).containsExactly(LimitCause.CONNECT_RATE);
        assertThat(limit.evidence()).anyMatch(sentence -> sentence.startsWith("Retry-After: 1 is meant"));
    }

    /** The user's own rate is used, however long the search takes. */
    @Test
    void shouldKeepToTheRateInTheSettings() throws Exception {
        SimulatedServer server = server(NO_CAP, TOO_MANY, SimulatedServer.tokenBucket(4, 4));
        ConnectionLimit limit = search(server, 2_000, "wse.connectRate", "3");

        assertThat(limit.connections()).isEqualTo(2_000);
        assertThat(limit.rate()).isEmpty();
        assertThat(steps).hasSize(2);
    }

    @Test
    void shouldReconnectAtTheLowerRateIfRequested() throws Exception {
        SimulatedServer server = server(NO_CAP, TOO_MANY, SimulatedServer.tokenBucket(10, 10));
        ConnectionLimit limit = search(server, 60, "wse.reconnect", "true", "wse.firstStep", "30");

        assertThat(limit.connections()).as(limit.toString()).isEqualTo(60);
        assertThat(limit.rate()).isPresent();
    }

    /** A server that refuses everything has not reached a cap. */
    @Test
    void shouldEndWhenTheServerRefusesEvenSlowConnectsFromTheStart() throws Exception {
        ConnectionLimit limit = search(server(0, Outcome.handshakeRejected(403), SimulatedServer.anyRate()), 1_000);

        assertThat(limit.connections()).isZero();
        assertThat(limit.cause()).isEqualTo(LimitCause.OTHER);
        assertThat(steps).hasSize(3);
    }
}

package wse.run.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.ServerUsage;
import wse.measure.Verdict;
import wse.plan.LimitSearch;

class CausesTest {

    private static final int MOST = 4_000;
    private static final Outcome CLOSED = Outcome.closedByServer(1005);

    private final Steps steps = new Steps();

    /** The steps of a real search: 1,000, 2,000, 4,000, then the middle, until the gap is 1,000. */
    private ConnectionLimit connectionLimit() {
        return connectionLimit(1_000);
    }

    private ConnectionLimit connectionLimit(int resolution) {
        return steps.conclusion(LimitSearch.begin(1_000, MOST, resolution, 100));
    }

    private void twoGoodOnes() {
        steps.good(1_000).good(2_000);
    }

    @Test
    void shouldFindNothingIfAllRequestedConnectionsAnswered() {
        twoGoodOnes();
        ConnectionLimit connectionLimit = connectionLimit(steps.good(MOST));

        assertThat(connectionLimit.connections()).isEqualTo(MOST);
        assertThat(connectionLimit.firstBad()).isEmpty();
        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.NONE);
        assertThat(connectionLimit.evidence()).singleElement().asString().contains("raise wse.maxConnections");
    }

    @Test
    void shouldNotBlameTheServerForItsProxy() {
        Outcome full = Outcome.proxyRejected(503);
        twoGoodOnes();

        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(MOST, 2_500, full).bad(3_000, 2_500, full));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.OTHER);
        assertThat(connectionLimit.evidence()).contains("the proxy opened no further connections (PROXY_REJECTED_503)");
    }

    private ConnectionLimit connectionLimit(Steps made) {
        assertThat(made).isSameAs(steps);
        return connectionLimit();
    }

    /** The only evidence available for wse-server 2.0.0, which does not count rejected connections. */
    @Test
    void shouldBeTheServersCapIfEachBadStepKeptTheSameNumber() {
        twoGoodOnes();
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(MOST, 2_500, Outcome.RESET).bad(3_000, 2_500, Outcome.RESET));

        assertThat(connectionLimit.connections()).isEqualTo(2_000);
        assertThat(connectionLimit.firstBad()).hasValue(3_000);
        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(connectionLimit.evidence())
                .containsExactly(
                        "2,500 of 3,000 connections answered a ping at the end; 500 RESET",
                        "2,500 connections were open at the end of each of the 2 steps that asked for more (3,000 to"
                                + " 4,000)",
                        "of 5 more connections that were opened at 2/s after a pause of 1 s, 0 stayed open",
                        "of 3 more connections that were opened at 0.5/s after a pause of 10 s, 0 stayed open");
    }

    @Test
    void shouldTreatNumbersThatDifferByOnePercentAsTheSame() {
        twoGoodOnes();
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(MOST, 2_500, Outcome.RESET).bad(3_000, 2_475, Outcome.RESET));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(connectionLimit.evidence().get(1)).startsWith("2,475 to 2,500 connections were open");
    }

    @Test
    void shouldNotTreatNumbersThatDifferByMoreAsTheSame() {
        twoGoodOnes();
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(MOST, 2_500, Outcome.RESET).bad(3_000, 2_474, Outcome.RESET));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.RESETS);
        assertThat(connectionLimit.evidence()).hasSize(3).first().asString().endsWith("526 RESET");
    }

    @Test
    void shouldBeTheServersCapIfItCountedRejections() {
        twoGoodOnes();
        steps.bad(MOST, 2_600, Outcome.RESET, Steps.rejected(1_400));
        ConnectionLimit connectionLimit = connectionLimit(steps.bad(3_000, 2_500, Outcome.RESET, Steps.rejected(500)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(connectionLimit.evidence())
                .contains("the server itself counted 500 rejected connections in this step");
    }

    @Test
    void shouldNotBeTheServersCapIfItRejectedFewerThanFailed() {
        twoGoodOnes();
        steps.bad(MOST, 2_600, Outcome.RESET, Steps.rejected(0));
        ConnectionLimit connectionLimit = connectionLimit(steps.bad(3_000, 2_500, Outcome.RESET, Steps.rejected(499)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.RESETS);
    }

    @ParameterizedTest
    @CsvSource({
        "HANDSHAKE_REJECTED_503, answered the upgrade with status 503",
        "CONNECT_REFUSED, stopped accepting connections",
        "CLOSED_BY_SERVER_1013, sent close frames before the connections were ready"
    })
    void shouldBeTheServersCapIfItSaidSoItself(String outcome, String evidence) {
        twoGoodOnes();
        steps.bad(MOST, 3_900, new Outcome(outcome));
        ConnectionLimit connectionLimit = connectionLimit(steps.bad(3_000, 2_500, new Outcome(outcome)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(connectionLimit.evidence()).last().asString().contains(evidence);
    }

    /**
     * Like wse-server, which uses two per connection. Then, too, the same number of connections remains, but not
     * because of a cap.
     */
    @ParameterizedTest
    @CsvSource({"0,SERVER_DESCRIPTORS", "7,SERVER_DESCRIPTORS", "8,SERVER_CAP"})
    void shouldBeTheServersDescriptorsIfItHasNoneLeft(long left, LimitCause cause) {
        twoGoodOnes();
        steps.bad(MOST, 2_500, Outcome.RESET, Steps.descriptorsLeft(left));
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(3_000, 2_500, Outcome.RESET, Steps.descriptorsLeft(left)));

        assertThat(connectionLimit.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"RESET", "CONNECT_TIMEOUT", "READY_TIMEOUT"})
    void shouldBeTheAcceptQueueIfTheKernelDroppedConnects(String outcome) {
        twoGoodOnes();
        steps.bad(MOST, 2_900, new Outcome(outcome), Steps.turnedAway(40));
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(3_000, 2_500, new Outcome(outcome), Steps.turnedAway(17)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.ACCEPT_QUEUE);
        assertThat(connectionLimit.evidence()).last().asString().contains("turned away 17", "ListenOverflows");
    }

    @ParameterizedTest
    @CsvSource({"CONNECT_TIMEOUT", "READY_TIMEOUT"})
    void shouldBeATimeOutIfNothingWasDropped(String outcome) {
        twoGoodOnes();
        steps.bad(MOST, 2_900, new Outcome(outcome), Steps.turnedAway(0));
        ConnectionLimit connectionLimit =
                connectionLimit(steps.bad(3_000, 2_500, new Outcome(outcome), Steps.turnedAway(0)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.TIME_OUT);
    }

    @Test
    void shouldBeATimeOutIfOnlyPongsAreMissing() {
        twoGoodOnes();
        steps.step(MOST, MOST, 3_000, Map.of(Outcome.OK, (long) MOST), ServerUsage.UNKNOWN);
        ConnectionLimit connectionLimit =
                connectionLimit(steps.step(3_000, 3_000, 2_990, Map.of(Outcome.OK, 3_000L), ServerUsage.UNKNOWN));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.TIME_OUT);
        assertThat(connectionLimit.evidence()).last().asString().contains("wse.pongTimeout");
    }

    @ParameterizedTest
    @CsvSource({"NO_DESCRIPTOR,CLIENT_DESCRIPTORS", "NO_LOCAL_PORT,LOCAL_PORTS", "NO_MEMORY,MEMORY"})
    void shouldBeTheClientsOwnLimit(String outcome, LimitCause cause) {
        twoGoodOnes();
        steps.bad(MOST, 2_500, new Outcome(outcome));

        assertThat(connectionLimit(steps.bad(3_000, 2_500, new Outcome(outcome)))
                        .cause())
                .isEqualTo(cause);
    }

    @Test
    void shouldBeTheLossOfOpenConnections() {
        twoGoodOnes();
        steps.withTrials(Steps::losing);
        steps.step(
                MOST,
                3_900,
                2_000,
                Map.of(Outcome.OK, 2_000L, CLOSED, 1_900L, Outcome.RESET, 100L),
                ServerUsage.UNKNOWN);
        ConnectionLimit connectionLimit = connectionLimit(steps.step(
                3_000,
                2_990,
                2_500,
                Map.of(Outcome.OK, 2_500L, CLOSED, 490L, Outcome.RESET, 10L),
                ServerUsage.UNKNOWN));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.LOSS);
        assertThat(connectionLimit.evidence()).last().asString().startsWith("490 of them became ready but were lost");
    }

    @Test
    void shouldSayThatTheServerEndedIfNoConnectionIsLeft() {
        twoGoodOnes();
        ConnectionLimit connectionLimit = connectionLimit(steps.step(
                MOST, 3_000, 0, Map.of(Outcome.CONNECT_REFUSED, 1_000L, Outcome.RESET, 3_000L), Steps.rejected(5_000)));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.SERVER_GONE);
        assertThat(connectionLimit.connections()).isEqualTo(2_000);
        assertThat(connectionLimit.firstBad()).hasValue(MOST);
        assertThat(connectionLimit.evidence().get(0)).endsWith("; 3,000 RESET; 1,000 CONNECT_REFUSED");
    }

    @Test
    void shouldNotBlameTheServerForALostProcessOfTheClient() {
        twoGoodOnes();
        steps.bad(MOST, 3_000, Outcome.memberLost("worker 2")).but(Verdict.INCOMPLETE, "worker 2 did not finish");
        ConnectionLimit connectionLimit = connectionLimit();

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.CLIENT_LOST);
        assertThat(connectionLimit.firstBad()).isEmpty();
        assertThat(connectionLimit.evidence()).containsExactly("worker 2 did not finish");
    }

    @Test
    void shouldNameAnyOtherFailure() {
        twoGoodOnes();
        steps.bad(MOST, 3_900, Outcome.PROTOCOL_ERROR);
        ConnectionLimit connectionLimit = connectionLimit(steps.bad(3_000, 2_500, Outcome.PROTOCOL_ERROR));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.OTHER);
        assertThat(connectionLimit.evidence()).first().asString().endsWith("500 PROTOCOL_ERROR");
    }

    @Test
    void shouldSayIfTheClientMayHaveBeenTheBottleneck() {
        twoGoodOnes();
        steps.bad(MOST, 2_900, Outcome.READY_TIMEOUT);
        ConnectionLimit connectionLimit = connectionLimit(
                steps.bad(3_000, 2_500, Outcome.READY_TIMEOUT).but(Verdict.SUSPECT, "an event loop had no time left"));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.TIME_OUT);
        assertThat(connectionLimit.evidence()).last().asString().contains("client", "an event loop had no time left");
    }

    @Test
    void shouldNameTheLikelyCauseOfAnUnfinishedSearch() {
        twoGoodOnes();
        ConnectionLimit connectionLimit = connectionLimit(steps.bad(MOST, 3_900, CLOSED));

        assertThat(connectionLimit.cause()).isEqualTo(LimitCause.UNFINISHED);
        assertThat(connectionLimit.connections()).isEqualTo(2_000);
        assertThat(connectionLimit.evidence()).last().asString().contains("points to the server's cap");
    }

    @Test
    void shouldHaveNoCauseBeforeTheFirstBadStep() {
        assertThat(connectionLimit(steps.good(1_000)).cause()).isEqualTo(LimitCause.UNFINISHED);
    }

    @Test
    void shouldHaveNoLimitIfNoStepWasGood() {
        steps.bad(1_000, 0, Outcome.READY_TIMEOUT);

        assertThat(connectionLimit().connections()).isZero();
        assertThat(connectionLimit().cause()).isEqualTo(LimitCause.SERVER_GONE);
    }
}

package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wse.measure.AddressFigures;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;
import wse.measure.TierMeasurement;

class UserFiguresTest {

    private static final long MICROSECOND = 1_000;

    private final UserFigures figures = new UserFigures(new LatencyCollector((kind, histogram) -> {}));

    @Test
    void shouldAddUpTheOutcomesOfEachRequest() {
        connect(Ending.ok(1, 700 * MICROSECOND));
        connect(Ending.failed(Outcome.CONNECT_REFUSED));
        end(Step.PING, "ping", Ending.ok(1, 300 * MICROSECOND));
        end(Step.PING, "ping", Ending.failed(Outcome.PONG_TIMEOUT).after(Duration.ofSeconds(2)));
        end(Step.ASK, "ask", Ending.badAnswer("found nothing", 1, 400 * MICROSECOND));
        end(Step.AWAIT, "news", Ending.ok(1, 900 * MICROSECOND));
        end(Step.CLOSE, "close", Ending.ok(1, 50 * MICROSECOND));

        TierMeasurement measured = figures.measured();

        assertThat(measured.connected()).isEqualTo(1);
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 1L, Outcome.CONNECT_REFUSED, 1L));
        assertThat(measured.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, 2L, Outcome.PONG_TIMEOUT, 1L, new Outcome("CHECK_FAILED"), 1L));
        assertThat(measured.figures().requests())
                .extracting(RequestFigures::name)
                .containsExactly("connect", "ping", "ask", "news", "close");
        assertThat(measured.latencies().get(LatencyKind.CONNECT).getMaxValue()).isEqualTo(700);
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getTotalCount())
                .as("waits and closes are not answers to a message")
                .isEqualTo(3);
        RequestFigures ping = request(measured, "ping");
        assertThat(ping.outcomes().total()).isEqualTo(2);
        assertThat(ping.service().getMinValue()).isEqualTo(300);
        assertThat(ping.service().getMaxValue()).as("the time-out").isBetween(2_000_000L, 2_001_000L);
        assertThat(request(measured, "ask")
                        .outcomes()
                        .detail(new Outcome("CHECK_FAILED"))
                        .text())
                .isEqualTo("found nothing");
    }

    @Test
    void shouldNeitherConfirmNorLoseWhatIsOnlySent() {
        for (int message = 0; message < 3; message++) {
            figures.sent(10);
        }
        figures.sentHello();
        end(Step.SEND, "bye", Ending.sent());
        end(Step.PING, "ping", Ending.ok(1, MICROSECOND));
        end(Step.PING, "ping", Ending.failed(Outcome.PONG_TIMEOUT).after(Duration.ofSeconds(1)));

        TierMeasurement measured = figures.measured();

        assertThat(measured.messages()).isEqualTo(new Messages(3, 1, 30, 1, 0, 1));
        assertThat(measured.messages().lost()).isEqualTo(1);
        assertThat(request(measured, "bye").outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 1L));
        assertThat(measured.pingOutcomes().total()).isEqualTo(2);
    }

    @Test
    void shouldCountALostConnectionAsFailed() {
        connect(Ending.ok(1, MICROSECOND));
        figures.recorder().lost(Outcome.RESET, new OutcomeDetail("connection reset"), "");

        TierMeasurement measured = figures.measured();

        assertThat(measured.connected()).isEqualTo(1);
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.RESET, 1L));
        assertThat(measured.outcomes().detail(Outcome.RESET).text()).isEqualTo("connection reset");
    }

    @Test
    void shouldCallConnectsThatHaveNotEndedAborted() {
        connect(Ending.ok(1, MICROSECOND));
        figures.recorder().connecting();
        end(Step.CONNECT, "connect", Ending.notTried(new Outcome("STEP_CRASHED"), "why"));

        assertThat(figures.soFar().outcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, 1L, Outcome.ABORTED, 1L, new Outcome("STEP_CRASHED"), 1L));
    }

    /** This is read once a second, so it contains no latencies, and a connect under way is not a failure. */
    @Test
    void shouldReadOnlyOutcomesWhileUsersAreActive() {
        connect(Ending.ok(1, MICROSECOND));
        connect(Ending.failed(Outcome.CONNECT_REFUSED));
        figures.recorder().connecting();
        end(Step.PING, "ping", Ending.ok(1, MICROSECOND));
        end(Step.PING, "ping", Ending.failed(Outcome.PONG_TIMEOUT).after(Duration.ofSeconds(2)));

        assertThat(figures.live())
                .isEqualTo(new LiveFigures(
                        measuredConnects(), new OutcomeCounts(), 0, new LiveCounts(1, 1, 1, 0), Map.of()));
    }

    private static OutcomeCounts measuredConnects() {
        OutcomeCounts connects = new OutcomeCounts();
        connects.count(Outcome.OK);
        connects.count(Outcome.CONNECT_REFUSED);
        return connects;
    }

    /** Two event loops have the same requests. */
    @Test
    void shouldAddUpTheRequestsOfAllEventLoops() throws Exception {
        end(Step.PING, "ping", Ending.ok(1, 100 * MICROSECOND));
        end(Step.ASK, "ask", Ending.ok(1, 200 * MICROSECOND));
        Thread other = new Thread(() -> end(Step.PING, "ping", Ending.ok(1, 300 * MICROSECOND)));
        other.start();
        other.join();

        TierMeasurement measured = figures.measured();

        assertThat(measured.figures().requests())
                .extracting(RequestFigures::name)
                .containsExactly("ping", "ask");
        assertThat(request(measured, "ping").outcomes().total()).isEqualTo(2);
        assertThat(request(measured, "ping").service().getMinValue()).isEqualTo(100);
        assertThat(request(measured, "ping").service().getMaxValue()).isEqualTo(300);
    }

    @Test
    void shouldCountByAddress() {
        for (int user = 0; user < 3; user++) {
            figures.recorder().connecting();
            figures.recorder().ended(Step.CONNECT, "connect", Ending.ok(1, MICROSECOND), user == 0 ? "one" : "two");
        }
        figures.recorder().lost(Outcome.RESET, OutcomeDetail.NONE, "two");

        assertThat(figures.measured().addresses())
                .extracting(AddressFigures::address, row -> row.outcomes().asMap())
                .containsExactly(
                        tuple("one", Map.of(Outcome.OK, 1L)), tuple("two", Map.of(Outcome.OK, 1L, Outcome.RESET, 1L)));
    }

    /** Names may be computed, and each has a histogram. */
    @Test
    void shouldCountTheRequestsOfTooManyNamesTogether() {
        for (int name = 0; name <= UserRecorder.MOST_NAMES + 1; name++) {
            end(Step.PING, "ping " + name, Ending.ok(1, MICROSECOND));
        }

        assertThat(figures.measured().figures().requests()).hasSize(UserRecorder.MOST_NAMES + 1);
        assertThat(request(figures.measured(), UserRecorder.OTHERS).outcomes().total())
                .isEqualTo(2);
    }

    @Test
    void shouldKeepTheNameThatAnotherEventLoopAddsAtTheSameMoment() {
        Set<String> names = new AnotherLoopIsFaster();
        UserRecorder recorder = new UserRecorder(new LatencyCollector((kind, histogram) -> {}), names);
        UserTotals totals = new UserTotals();

        recorder.ended(Step.PING, "ping", Ending.ok(1, MICROSECOND), "");
        recorder.addTo(totals);

        assertThat(totals.figures()).extracting(RequestFigures::name).containsExactly("ping");
    }

    /** Another event loop adds each name just before this one does. */
    private static final class AnotherLoopIsFaster extends AbstractSet<String> {

        private final Set<String> names = new HashSet<>();

        @Override
        public boolean add(String name) {
            names.add(name);
            return names.add(name);
        }

        @Override
        public Iterator<String> iterator() {
            return names.iterator();
        }

        @Override
        public int size() {
            return names.size();
        }
    }

    private void connect(Ending ending) {
        figures.recorder().connecting();
        end(Step.CONNECT, "connect", ending);
    }

    private void end(Step step, String name, Ending ending) {
        figures.recorder().ended(step, name, ending, "");
    }

    private static RequestFigures request(TierMeasurement measured, String name) {
        return measured.figures().requests().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import wse.cluster.ClusterResult;
import wse.cluster.MemberFate;
import wse.cluster.MemberFate.State;
import wse.cluster.ShareResult;
import wse.measure.Bound;
import wse.measure.ClientUsage;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RequestSamples;
import wse.measure.TierMeasurement;
import wse.measure.Verdict;
import wse.plan.HoldPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

class ClusterAccountTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Ramp RAMP = new Ramp(20, 0, 0, SECOND, SECOND);
    private static final TierPlan STORM = new StormPlan(RAMP);

    @Test
    void shouldSumWhatAddsUpAndTakeTheWorstOfWhatDoesNot() {
        ClientUsage one = new ClientUsage(1, 2, 50.0, 100, 10, 5, 7, 1.5, 20.0, null);
        ClientUsage two = new ClientUsage(1, 3, 60.0, 200, 20, 4, 8, 2.5, null, 3.0);

        ClientUsage all =
                account(STORM, fine("a", one, null), fine("b", two, null)).usage();

        assertThat(all).isEqualTo(new ClientUsage(2, 5, 60.0, 300, 30, 5, 15, 2.5, 20.0, 3.0));
    }

    @Test
    void shouldMergeSlipValueByValue() {
        Histogram whole = LatencyRecorder.newHistogram();
        Histogram even = LatencyRecorder.newHistogram();
        Histogram odd = LatencyRecorder.newHistogram();
        for (int value = 0; value < 1_000; value++) {
            whole.recordValue(value * 31L);
            (value % 2 == 0 ? even : odd).recordValue(value * 31L);
        }

        ClientAccount account =
                account(STORM, fine("a", usage(), even), fine("b", usage(), odd), fine("c", usage(), null));

        assertThat(account.run().slip()).isEqualTo(whole);
    }

    @Test
    void shouldBeSuspectIfAnyMemberIsAndNameIt() {
        ClientAccount account = account(STORM, fine("a", usage(), null), suspect("b", "it was late"));

        assertThat(account.judgement().verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(account.judgement().reasons()).containsExactly("b: it was late");
        assertThat(account.judgement().bound()).isEqualTo(Bound.CLIENT);
    }

    @Test
    void shouldNotTellTheSameOfEveryProcess() {
        MemberFate[] many = IntStream.range(0, 20)
                .mapToObj(index -> suspect("w" + index, "it was late"))
                .toArray(MemberFate[]::new);

        assertThat(account(STORM, many).judgement().reasons())
                .containsExactly(
                        "w0: it was late",
                        "w1: it was late",
                        "w2: it was late",
                        "the same may be said of 17 more of 20 processes");
    }

    @Test
    void shouldBeIncompleteWithoutAMemberAndCountAFailedRequestForEachOfItsConnections() {
        ClientAccount account = account(STORM, fine("a", usage(), null), lost("worker-2", 7));

        assertThat(account.judgement().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(account.judgement().reasons()).singleElement().asString().contains("worker-2", "7 connections");
        RequestSamples samples = account.run().samples().get(0);
        assertThat(samples.request()).isEqualTo("connect");
        assertThat(samples.outcomes()).hasSize(7).containsOnly(Outcome.memberLost("worker-2"));
    }

    @Test
    void shouldNameWhoDidNotTellWhatItHadAndCallNoRequestOfItFailed() {
        MemberFate silent = new MemberFate("worker-2", 7, State.SILENT, null, "it did not send its result within 5 s");

        ClientAccount account = account(STORM, fine("a", usage(), null), silent);

        assertThat(account.judgement().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(account.judgement().reasons())
                .containsExactly("worker-2: it did not send its result within 5 s; its 7 connections are counted as it"
                        + " told before, its latencies and messages are missing");
        assertThat(account.run().samples()).isEmpty();
    }

    @Test
    void shouldMissWhoIsLostWhereItIsAskedWhoIsAlive() {
        TierPlan hold = new HoldPlan(RAMP, SECOND, SECOND, SECOND);

        assertThat(account(hold, lost("worker-2", 7)).run().samples())
                .extracting(RequestSamples::request)
                .containsExactly("connect", "alive");
    }

    private static ClientAccount account(TierPlan plan, MemberFate... fates) {
        return ClusterAccount.of(plan, new ClusterResult(measured(), List.of(fates)));
    }

    private static MemberFate lost(String name, int connections) {
        return new MemberFate(name, connections, State.LOST, null, "it went away");
    }

    private static MemberFate fine(String name, ClientUsage usage, Histogram slip) {
        return finished(
                name, new ShareResult(measured(), slip, usage, Verdict.VALID, List.of(), null, 0, 0, List.of(), 0));
    }

    private static MemberFate suspect(String name, String reason) {
        return finished(
                name,
                new ShareResult(
                        measured(), null, usage(), Verdict.SUSPECT, List.of(reason), Bound.CLIENT, 0, 0, List.of(), 0));
    }

    private static MemberFate finished(String name, ShareResult result) {
        return new MemberFate(name, 10, State.FINISHED, result, null);
    }

    private static ClientUsage usage() {
        return new ClientUsage(1, 1, null, 1, 1, 0, 0, 0, null, null);
    }

    private static TierMeasurement measured() {
        return new TierMeasurement(
                10, null, new OutcomeCounts(), new OutcomeCounts(), Messages.NONE, Map.of(), SECOND, SECOND, null);
    }
}

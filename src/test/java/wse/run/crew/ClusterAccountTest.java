package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import wse.cluster.ClusterResult;
import wse.cluster.MemberFate;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Intervals;
import wse.measure.Judgement;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.measure.TimeSeries;
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
    void shouldAddUpTotalsAndUseTheWorstOfOtherValues() {
        ClientUsage one = new ClientUsage(1, 2, 50.0, 100, 10, 5, 7, 1.5, 20.0, null);
        ClientUsage two = new ClientUsage(1, 3, 60.0, 200, 20, 4, 8, 2.5, null, 3.0);

        ClientUsage all = account(STORM, fine("a", one, null), fine("b", two, null))
                .figures()
                .usage();

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

        Sampled<ClientResult> account =
                account(STORM, fine("a", usage(), even), fine("b", usage(), odd), fine("c", usage(), null));

        assertThat(account.figures().measured().slip()).isEqualTo(whole);
    }

    @Test
    void shouldAddUpTheIntervalsAndNameTheMemberWhoseShareIsMissing() {
        TimeSeries one = new TimeSeries(Instant.EPOCH, List.of(Intervals.pings(0, 1_000, 10, 100)), List.of());
        TimeSeries two = new TimeSeries(Instant.EPOCH, List.of(Intervals.pings(0, 1_040, 5, 100)), List.of());

        TimeSeries all = account(
                        STORM,
                        finished("a", new ClientResult(measured(), fine(), usage(), one)),
                        finished("b", new ClientResult(measured(), fine(), usage(), two)),
                        lost("c", 5))
                .figures()
                .series();

        assertThat(all.intervals())
                .extracting(interval -> interval.counts().pingsAnswered())
                .containsExactly(15L);
        assertThat(all.notes()).containsExactly("c did not finish, so its share is missing");
    }

    private static Judgement fine() {
        return Judgement.of(List.of(), Bound.UNKNOWN);
    }

    @Test
    void shouldBeSuspectIfAnyMemberIsAndNameIt() {
        Sampled<ClientResult> account = account(STORM, fine("a", usage(), null), suspect("b", 3));

        assertThat(account.figures().judgement().verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(account.figures().judgement().reasons())
                .containsExactly(new Reason(Reason.Cause.LATE_TASKS, "b: by 3 ms", 3));
        assertThat(account.figures().judgement().bound()).isEqualTo(Bound.CLIENT);
    }

    @Test
    void shouldReportASharedCauseOnceWithItsWorstMember() {
        MemberFate[] many = IntStream.range(0, 20)
                .mapToObj(index -> suspect("w" + index, index == 7 ? 9 : 1))
                .toArray(MemberFate[]::new);

        assertThat(account(STORM, many).figures().judgement().reasons())
                .containsExactly(new Reason(Reason.Cause.LATE_TASKS, "in 20 of 20 processes, worst in w7: by 9 ms", 9));
    }

    @Test
    void shouldBeIncompleteWithoutAMemberAndCountAFailedRequestForEachOfItsConnections() {
        Sampled<ClientResult> account = account(STORM, fine("a", usage(), null), lost("worker-2", 7));

        assertThat(account.figures().judgement().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(account.figures().judgement().reasons())
                .singleElement()
                .asString()
                .contains("worker-2", "7 connections");
        RequestSamples samples = account.samples().get(0);
        assertThat(samples.request()).isEqualTo("connect");
        assertThat(samples.outcomes()).hasSize(7).containsOnly(Outcome.memberLost("worker-2"));
    }

    @Test
    void shouldNameAMemberWithoutAResultAndCountNoneOfItsRequestsAsFailed() {
        MemberFate silent = new MemberFate.Unfinished(
                "worker-2", 7, MemberFate.Cause.SILENT, "it did not send its result within 5 s");

        Sampled<ClientResult> account = account(STORM, fine("a", usage(), null), silent);

        assertThat(account.figures().judgement().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(account.figures().judgement().reasons())
                .containsExactly(new Reason(
                        Reason.Cause.CLIENT_LOST,
                        "worker-2: it did not send its result within 5 s; its 7 connections count as it last reported"
                                + " them, without latencies and messages"));
        assertThat(account.samples()).isEmpty();
    }

    @Test
    void shouldBeSuspectAndNameAMemberThatWasLostBefore() {
        ClusterResult two = new ClusterResult(measured(), List.of(fine("a", usage(), null), fine("c", usage(), null)));

        Judgement judgement = ClusterAccount.of(STORM, List.of("a", "b", "c"), two, 0)
                .figures()
                .judgement();

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(judgement.reasons())
                .containsExactly(new Reason(
                        Reason.Cause.CLIENT_LOST,
                        "b had been lost before this tier, and the other processes carried it out alone"));
    }

    @Test
    void shouldNotMissAMemberForWhichThePlanHasNoConnection() {
        ClusterResult one = new ClusterResult(measured(), List.of(fine("a", usage(), null)));
        TierPlan small = new StormPlan(RAMP.ofConnections(1));

        assertThat(ClusterAccount.of(small, List.of("a", "b"), one, 0)
                        .figures()
                        .judgement()
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void shouldCountTheConnectionsOfALostMemberAsNotAlive() {
        TierPlan hold = new HoldPlan(RAMP, SECOND, SECOND, SECOND);

        assertThat(account(hold, lost("worker-2", 7)).samples())
                .extracting(RequestSamples::request)
                .containsExactly("connect", "alive");
    }

    /** The coordinator adds up the measurements of the members. */
    private static Sampled<ClientResult> account(TierPlan plan, MemberFate... fates) {
        TierMeasurement all = Stream.of(fates)
                .flatMap(fate -> fate.finished().stream())
                .map(fate -> fate.result().figures().measured())
                .reduce(TierMeasurement::plus)
                .orElse(measured());
        List<String> names = Stream.of(fates).map(MemberFate::name).toList();
        return ClusterAccount.of(plan, names, new ClusterResult(all, List.of(fates)), 0);
    }

    private static MemberFate lost(String name, int connections) {
        return new MemberFate.Unfinished(name, connections, MemberFate.Cause.LOST, "it went away");
    }

    private static MemberFate fine(String name, ClientUsage usage, Histogram slip) {
        TierMeasurement measured = slip == null ? measured() : measured().withSlip(slip);
        return finished(name, new ClientResult(measured, Judgement.of(List.of(), Bound.UNKNOWN), usage));
    }

    private static MemberFate suspect(String name, int late) {
        return finished(
                name,
                new ClientResult(
                        measured(),
                        Judgement.of(
                                List.of(new Reason(Reason.Cause.LATE_TASKS, "by " + late + " ms", late)), Bound.CLIENT),
                        usage()));
    }

    private static MemberFate finished(String name, ClientResult result) {
        return new MemberFate.Finished(name, 10, new Sampled<>(result, List.of()));
    }

    private static ClientUsage usage() {
        return new ClientUsage(1, 1, null, 1, 1, 0, 0, 0.0, null, null);
    }

    private static TierMeasurement measured() {
        return new TierMeasurement(
                10, new OutcomeCounts(), new OutcomeCounts(), Messages.NONE, Map.of(), SECOND, SECOND);
    }
}

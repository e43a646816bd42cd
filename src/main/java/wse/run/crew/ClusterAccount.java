package wse.run.crew;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.cluster.ClusterResult;
import wse.cluster.MemberFate;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.SteadyClock;
import wse.measure.TimeSeries;
import wse.measure.Verdict;
import wse.plan.TierPlan;
import wse.text.Units;

/**
 * Merges the measurements of a cluster's members in a tier, as if there had been one client: sums, histograms, and the worst
 * verdict. Pure.
 */
final class ClusterAccount {

    /** A reason that one member reports. */
    private record Suspicion(String member, Reason reason) {}

    private final TierPlan plan;
    private final long startMillis;
    private final List<String> expected;
    private final ClusterResult cluster;

    private ClusterAccount(TierPlan plan, List<String> expected, ClusterResult cluster, long startMillis) {
        this.plan = plan;
        this.expected = expected;
        this.startMillis = startMillis;
        this.cluster = cluster;
    }

    /**
     * Merges a tier that has just ended.
     *
     * @param plan plan of the whole tier
     * @param expected the names of the members at the start of the run
     * @param startMillis when the tier began, by this process's {@link SteadyClock}
     */
    public static Sampled<ClientResult> of(
            TierPlan plan, List<String> expected, ClusterResult cluster, long startMillis) {
        ClusterAccount account = new ClusterAccount(plan, expected, cluster, startMillis);
        return new Sampled<>(
                new ClientResult(cluster.measured(), account.judgement(), account.usage(), account.series()),
                account.samples());
    }

    private List<RequestSamples> samples() {
        long now = SteadyClock.ofProcess().millis();
        return Stream.concat(
                        cluster.finished().stream()
                                .map(fate -> fate.result().samples())
                                .flatMap(samples -> RequestSamples.within(samples, startMillis, now).stream()),
                        cluster.unfinished().stream()
                                .filter(fate -> fate.cause() != MemberFate.Cause.SILENT)
                                .flatMap(this::lostRequests))
                .toList();
    }

    private Stream<ClientResult> results() {
        return cluster.finished().stream().map(fate -> fate.result().figures());
    }

    /** A failed request for each lost connection, so that Gatling's report shows it as failed, too. */
    private Stream<RequestSamples> lostRequests(MemberFate fate) {
        return (plan.pingSchedule().endsWithRollCall() ? Stream.of("connect", "alive") : Stream.of("connect"))
                .map(request -> lost(request, fate));
    }

    private static RequestSamples lost(String request, MemberFate fate) {
        long[] now = new long[fate.connections()];
        Arrays.fill(now, SteadyClock.ofProcess().millis());
        Outcome[] outcomes = new Outcome[fate.connections()];
        Arrays.fill(outcomes, Outcome.memberLost(fate.name()));
        return new RequestSamples(request, now, new long[fate.connections()], outcomes);
    }

    private Judgement judgement() {
        List<Reason> reasons = new ArrayList<>(
                cluster.unfinished().stream().map(ClusterAccount::notFinished).toList());
        Verdict verdict = reasons.isEmpty() ? worst() : Verdict.INCOMPLETE;
        Optional<Reason> absence = absence();
        absence.ifPresent(reasons::add);
        reasons.addAll(suspicions());
        return new Judgement(
                absence.isPresent() && verdict == Verdict.VALID ? Verdict.SUSPECT : verdict, reasons, bound());
    }

    /** Members that were lost before this tier: without them, the client is weaker than the run was planned for. */
    private Optional<Reason> absence() {
        if (cluster.members().size() >= plan.split(expected.size()).size()) {
            return Optional.empty();
        }
        List<String> absent = new ArrayList<>(expected);
        cluster.members().forEach(fate -> absent.remove(fate.name()));
        return Optional.of(new Reason(
                Reason.Cause.CLIENT_LOST,
                String.join(", ", absent)
                        + " had been lost before this tier, and the other processes carried it out alone"));
    }

    private static Reason notFinished(MemberFate.Unfinished fate) {
        String consequence = fate.cause() == MemberFate.Cause.SILENT
                ? " connections count as it last reported them, without latencies and messages"
                : " connections count as " + Outcome.memberLost(fate.name())
                        + ", and the other figures are those of the other processes";
        return new Reason(
                Reason.Cause.CLIENT_LOST,
                fate.name() + ": " + fate.detail() + "; its " + Units.count(fate.connections()) + consequence);
    }

    private Verdict worst() {
        return results()
                .map(share -> share.judgement().verdict())
                .max(Comparator.naturalOrder())
                .orElse(Verdict.INCOMPLETE);
    }

    /** Names a cause that several members share once, with the figures of the member that suffered most. */
    private List<Reason> suspicions() {
        Map<Reason.Cause, List<Suspicion>> byCause = cluster.finished().stream()
                .flatMap(ClusterAccount::suspicions)
                .collect(Collectors.groupingBy(
                        suspicion -> suspicion.reason().cause(), LinkedHashMap::new, Collectors.toList()));
        return byCause.values().stream().map(this::shared).toList();
    }

    private static Stream<Suspicion> suspicions(MemberFate.Finished fate) {
        return fate.result().figures().judgement().reasons().stream().map(reason -> new Suspicion(fate.name(), reason));
    }

    private Reason shared(List<Suspicion> sameCause) {
        Suspicion worst = sameCause.stream()
                .max(Comparator.comparingDouble(suspicion -> suspicion.reason().severity()))
                .orElseThrow();
        String where = sameCause.size() == 1
                ? ""
                : "in " + sameCause.size() + " of " + cluster.members().size() + " processes, worst in ";
        return worst.reason()
                .withDetail(where + worst.member() + ": " + worst.reason().detail());
    }

    /** A single saturated client limits the rate of all. */
    private Bound bound() {
        Set<Bound> bounds = results().map(share -> share.judgement().bound()).collect(Collectors.toSet());
        return Stream.of(Bound.CLIENT, Bound.SERVER)
                .filter(bounds::contains)
                .findFirst()
                .orElse(Bound.UNKNOWN);
    }

    /** The series of all members that finished. Their clocks may differ, so this process's clock tells when it began. */
    private TimeSeries series() {
        List<String> missing = cluster.unfinished().stream()
                .map(fate -> fate.name() + " did not finish, so its share is missing")
                .toList();
        return results()
                .map(ClientResult::series)
                .reduce(TimeSeries.NONE, TimeSeries::plusMember)
                .withStart(Instant.ofEpochMilli(startMillis))
                .withNotes(missing);
    }

    private ClientUsage usage() {
        return results().map(ClientResult::usage).reduce(ClientUsage.UNKNOWN, ClusterAccount::sum);
    }

    private static ClientUsage sum(ClientUsage a, ClientUsage b) {
        return new ClientUsage(
                a.processes() + b.processes(),
                a.cpuSeconds() + b.cpuSeconds(),
                larger(a, b, ClientUsage::cpuPercentOfMachine),
                a.rssBytes() + b.rssBytes(),
                a.heapBytes() + b.heapBytes(),
                Math.max(a.gcPauseMsMax(), b.gcPauseMsMax()),
                a.gcPauseMsTotal() + b.gcPauseMsTotal(),
                larger(a, b, ClientUsage::loopLagMsP99),
                larger(a, b, ClientUsage::loopCpuPercentMax),
                larger(a, b, ClientUsage::slipMsP99));
    }

    private static Double larger(ClientUsage a, ClientUsage b, Function<ClientUsage, Double> figure) {
        return Stream.of(a, b)
                .map(figure)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}

package wse.run.crew;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.Verdict;
import wse.plan.TierPlan;

/** What all members of a cluster gave in a tier, as if one client had: sums, merged histograms, the worst verdict. Pure. */
final class ClusterAccount {

    /** Members whose reasons are told in full: what ails one process of many ails most of them. */
    private static final int TOLD_IN_FULL = 3;

    private final TierPlan plan;
    private final ClusterResult cluster;
    private final List<Sampled<ClientResult>> shares;

    private ClusterAccount(TierPlan plan, ClusterResult cluster) {
        this.plan = plan;
        this.cluster = cluster;
        this.shares = cluster.members().stream()
                .map(MemberFate::result)
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param plan of the whole tier */
    public static Sampled<ClientResult> of(TierPlan plan, ClusterResult cluster) {
        ClusterAccount account = new ClusterAccount(plan, cluster);
        return new Sampled<>(
                new ClientResult(cluster.measured(), account.judgement(), account.usage()), account.samples());
    }

    private List<RequestSamples> samples() {
        return Stream.concat(
                        shares.stream().flatMap(share -> share.samples().stream()),
                        unfinished()
                                .filter(fate -> fate.state() != MemberFate.State.SILENT)
                                .flatMap(this::lostRequests))
                .toList();
    }

    private Stream<ClientResult> results() {
        return shares.stream().map(Sampled::figures);
    }

    private Stream<MemberFate> unfinished() {
        return cluster.members().stream().filter(fate -> fate.result() == null);
    }

    /** A failed request for each lost connection, as for each that fails: the reports of both must be red. */
    private Stream<RequestSamples> lostRequests(MemberFate fate) {
        return (plan.pingSchedule().endsWithRollCall() ? Stream.of("connect", "alive") : Stream.of("connect"))
                .map(request -> lost(request, fate));
    }

    private static RequestSamples lost(String request, MemberFate fate) {
        long[] now = new long[fate.connections()];
        Arrays.fill(now, System.currentTimeMillis());
        Outcome[] outcomes = new Outcome[fate.connections()];
        Arrays.fill(outcomes, Outcome.memberLost(fate.name()));
        return new RequestSamples(request, now, new long[fate.connections()], outcomes);
    }

    private Judgement judgement() {
        List<String> reasons =
                new ArrayList<>(unfinished().map(ClusterAccount::sentence).toList());
        Verdict verdict = reasons.isEmpty() ? worst() : Verdict.INCOMPLETE;
        reasons.addAll(suspicions());
        return new Judgement(verdict, reasons, bound());
    }

    private static String sentence(MemberFate fate) {
        if (fate.state() == MemberFate.State.SILENT) {
            return fate.name() + ": " + fate.detail() + "; its " + fate.connections()
                    + " connections are counted as it told before, its latencies and messages are missing";
        }
        return fate.name() + " did not finish (" + fate.detail() + "): its " + fate.connections()
                + " connections are counted as " + Outcome.memberLost(fate.name()) + ", the figures are of the others";
    }

    private Verdict worst() {
        return results()
                .map(share -> share.judgement().verdict())
                .max(Comparator.naturalOrder())
                .orElse(Verdict.INCOMPLETE);
    }

    private List<String> suspicions() {
        List<MemberFate> suspect = cluster.members().stream()
                .filter(fate -> !reasons(fate).isEmpty())
                .toList();
        List<String> all = new ArrayList<>();
        suspect.stream()
                .limit(TOLD_IN_FULL)
                .forEach(fate -> reasons(fate).forEach(reason -> all.add(fate.name() + ": " + reason)));
        if (suspect.size() > TOLD_IN_FULL) {
            all.add("the same may be said of " + (suspect.size() - TOLD_IN_FULL) + " more of "
                    + cluster.members().size() + " processes");
        }
        return all;
    }

    private static List<String> reasons(MemberFate fate) {
        return fate.result() == null
                ? List.of()
                : fate.result().figures().judgement().reasons();
    }

    /** One client without time left keeps the rate of all down. */
    private Bound bound() {
        Set<Bound> bounds = results().map(share -> share.judgement().bound()).collect(Collectors.toSet());
        return Stream.of(Bound.CLIENT, Bound.SERVER)
                .filter(bounds::contains)
                .findFirst()
                .orElse(Bound.UNKNOWN);
    }

    /** Null where no member knows. */
    private ClientUsage usage() {
        return results()
                .map(ClientResult::usage)
                .filter(Objects::nonNull)
                .reduce(ClusterAccount::sum)
                .orElse(null);
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
                Math.max(a.loopLagMsP99(), b.loopLagMsP99()),
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

package wse.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jgroups.Address;
import wse.measure.ClientResult;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.TierPlan;

/** The coordinator's record of one tier: the share and the progress of each member. Confined to the owner thread. */
final class Round {

    private static final class Part {
        final String name;
        final TierPlan plan;
        final Set<String> reached = new HashSet<>();
        OutcomeCounts live = new OutcomeCounts();
        MemberFate fate;

        Part(String name, TierPlan plan) {
            this.name = name;
            this.plan = plan;
        }

        void end(MemberFate.State state, Sampled<ClientResult> result, String detail) {
            if (fate == null) {
                fate = new MemberFate(name, plan.connections(), state, result, detail);
            }
        }
    }

    final String tier;
    /** Why the tier is being stopped; null while it continues. */
    String stopReason;

    /** The failure of the tier's gate; null if it has not failed. */
    Throwable failure;

    private final Map<Address, Part> parts = new LinkedHashMap<>();
    private final Set<String> complete = new HashSet<>();
    private final Set<String> gone = new HashSet<>();

    /**
     * @param members the members in the order of their names; if the plan has fewer parts, the last members have nothing
     *     to do
     */
    Round(String tier, TierPlan plan, List<Map.Entry<Address, String>> members) {
        this.tier = tier;
        List<TierPlan> plans = plan.split(members.size());
        for (int i = 0; i < plans.size(); i++) {
            parts.put(members.get(i).getKey(), new Part(members.get(i).getValue(), plans.get(i)));
        }
    }

    /** The members that have not confirmed their shares yet, with these shares. */
    Map<Address, TierPlan> notAccepted() {
        Map<Address, TierPlan> plans = new LinkedHashMap<>();
        parts.forEach((address, part) -> {
            if (part.fate == null && !part.reached.contains(Wire.START)) {
                plans.put(address, part.plan);
            }
        });
        return plans;
    }

    /** Whether this member has a share and has neither finished nor been written off. */
    boolean isAtWork(Address address) {
        return parts.containsKey(address) && parts.get(address).fate == null;
    }

    /** All active members. */
    Set<Address> atWork() {
        Set<Address> all = new HashSet<>(parts.keySet());
        all.removeIf(address -> !isAtWork(address));
        return all;
    }

    /** The members that were written off as lost; one of them may have come back and may still be working. */
    List<Address> writtenOff() {
        return parts.entrySet().stream()
                .filter(entry ->
                        entry.getValue().fate != null && entry.getValue().fate.state() == MemberFate.State.LOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    void reached(Address address, String point) {
        parts.get(address).reached.add(point);
    }

    /** Whether this point has been passed: members that reach it now need not wait. */
    boolean isGone(String point) {
        return gone.contains(point);
    }

    /** The points that all active members have reached since the last call. */
    Set<String> newlyComplete() {
        Set<String> points = new HashSet<>();
        parts.values().forEach(part -> points.addAll(part.reached));
        points.removeIf(point -> complete.contains(point)
                || parts.values().stream().anyMatch(part -> part.fate == null && !part.reached.contains(point)));
        complete.addAll(points);
        return points;
    }

    void letGo(String point) {
        gone.add(point);
    }

    void result(Address address, Wire.Result message) {
        if (message.failure() == null) {
            parts.get(address).end(MemberFate.State.FINISHED, message.result(), null);
        } else {
            parts.get(address).end(MemberFate.State.FAILED, null, message.failure());
        }
    }

    /** Writes off the active members that are no longer present, and returns their names. */
    List<String> writeOff(Collection<Address> there) {
        Predicate<Map.Entry<Address, Part>> isLost =
                entry -> entry.getValue().fate == null && !there.contains(entry.getKey());
        List<Part> lost = parts.entrySet().stream()
                .filter(isLost)
                .map(Map.Entry::getValue)
                .toList();
        lost.forEach(part -> part.end(MemberFate.State.LOST, null, "it left during the tier"));
        return lost.stream().map(part -> part.name).toList();
    }

    /** Gives up waiting for members that have not sent their results. */
    void leaveOutTheSilent(Duration waited) {
        String detail = "it did not send its result within " + waited.toSeconds() + " s";
        parts.values().forEach(part -> part.end(MemberFate.State.SILENT, null, detail));
    }

    void progress(Address address, OutcomeCounts outcomes) {
        parts.get(address).live = outcomes;
    }

    /** The present outcomes of all connections, including lost ones. */
    OutcomeCounts live() {
        OutcomeCounts all = new OutcomeCounts();
        parts.values()
                .forEach(part ->
                        all.add(part.fate == null ? part.live : measured(part).outcomes()));
        return all;
    }

    boolean isDone() {
        return parts.values().stream().allMatch(part -> part.fate != null);
    }

    ClusterResult result() {
        List<MemberFate> fates = parts.values().stream().map(part -> part.fate).toList();
        TierMeasurement all = parts.values().stream()
                .map(Round::measured)
                .reduce(TierMeasurement::plus)
                .map(Objects::requireNonNull)
                .orElseThrow();
        return new ClusterResult(all, fates);
    }

    private static TierMeasurement measured(Part part) {
        return switch (part.fate.state()) {
            case FINISHED -> part.fate.result().figures().measured();
            case SILENT -> only(part.live.of(Outcome.OK), asTold(part));
            default -> only(0, lost(part.fate));
        };
    }

    private static OutcomeCounts asTold(Part part) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(part.live);
        outcomes.add(Outcome.ABORTED, Math.max(0, part.plan.connections() - outcomes.total()));
        return outcomes;
    }

    private static OutcomeCounts lost(MemberFate fate) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.memberLost(fate.name()), fate.connections());
        return outcomes;
    }

    private static TierMeasurement only(long connected, OutcomeCounts outcomes) {
        return new TierMeasurement(
                connected, outcomes, new OutcomeCounts(), Messages.NONE, Map.of(), Duration.ZERO, Duration.ZERO);
    }
}

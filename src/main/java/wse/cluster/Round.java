package wse.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.Address;
import wse.measure.LiveFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TierMeasurement;
import wse.plan.TierPlan;

/** The coordinator's record of one tier: the share and the progress of each member. Confined to the owner thread. */
final class Round {

    /**
     * The share of a member that is still working.
     *
     * @param live its progress as it last reported it
     */
    private record Share(String name, TierPlan plan, LiveFigures live) {

        MemberFate unfinished(MemberFate.Cause cause, String detail) {
            return new MemberFate.Unfinished(name, plan.connections(), cause, detail);
        }
    }

    /**
     * The part of a member that has finished or was written off.
     *
     * @param measured what it adds to the tier's measurements
     * @param live its last progress
     */
    private record Ended(MemberFate fate, TierMeasurement measured, LiveFigures live) {}

    private final String tier;
    private final Map<Address, Share> atWork = new LinkedHashMap<>();
    private final Map<Address, Ended> ended = new LinkedHashMap<>();
    private final Map<String, Set<Address>> reached = new LinkedHashMap<>();
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
            Share share = new Share(members.get(i).getValue(), plans.get(i), LiveFigures.NONE);
            atWork.put(members.get(i).getKey(), share);
        }
    }

    String tier() {
        return tier;
    }

    /** The members that have not confirmed their shares yet, with these shares. */
    Map<Address, TierPlan> notAccepted() {
        Set<Address> accepted = reached.getOrDefault(Wire.START, Set.of());
        Map<Address, TierPlan> plans = new LinkedHashMap<>();
        atWork.forEach((address, share) -> {
            if (!accepted.contains(address)) {
                plans.put(address, share.plan());
            }
        });
        return plans;
    }

    /** Whether this member has a share and has neither finished nor been written off. */
    boolean isAtWork(Address address) {
        return atWork.containsKey(address);
    }

    /** All active members. */
    Set<Address> atWork() {
        return Set.copyOf(atWork.keySet());
    }

    /** The members that were written off as lost; one of them may have come back and may still be working. */
    List<Address> writtenOff() {
        return ended.entrySet().stream()
                .filter(entry -> isLost(entry.getValue().fate()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isLost(MemberFate fate) {
        return fate.unfinished()
                .filter(end -> end.cause() == MemberFate.Cause.LOST)
                .isPresent();
    }

    void reached(Address address, String point) {
        reached.computeIfAbsent(point, first -> new HashSet<>()).add(address);
    }

    /** Whether this point has been passed: members that reach it now need not wait. */
    boolean isGone(String point) {
        return gone.contains(point);
    }

    /** The points that all active members have reached since the last call. */
    Set<String> newlyComplete() {
        Set<String> points = reached.entrySet().stream()
                .filter(entry -> entry.getValue().containsAll(atWork.keySet()))
                .map(Map.Entry::getKey)
                .filter(point -> !complete.contains(point))
                .collect(Collectors.toSet());
        complete.addAll(points);
        return points;
    }

    /** The names of the active members that have not reached the latest point; all of them if each of them has. */
    List<String> awaited() {
        Set<Address> ahead = reached.values().stream()
                .filter(there -> !there.containsAll(atWork.keySet()))
                .findFirst()
                .orElse(Set.of());
        return atWork.entrySet().stream()
                .filter(entry -> !ahead.contains(entry.getKey()))
                .map(entry -> entry.getValue().name())
                .sorted()
                .toList();
    }

    /** Whether all active members are waiting at the same point for permission to continue. */
    boolean isPassing() {
        return !gone.containsAll(complete);
    }

    void letGo(String point) {
        gone.add(point);
    }

    /** Takes the result of an active member, and returns its consequence for the tier. */
    MemberFate result(Address address, ShareEnd end) {
        Share share = atWork.get(address);
        MemberFate fate = end.fate(share.name(), share.plan().connections());
        end(
                address,
                fate,
                fate.finished()
                        .map(finished -> finished.result().figures().measured())
                        .orElseGet(() -> lost(fate)));
        return fate;
    }

    /** Writes off the active members that are no longer present, and returns their names. */
    List<String> writeOff(Collection<Address> there) {
        List<Address> lost = atWork.keySet().stream()
                .filter(address -> !there.contains(address))
                .toList();
        List<String> names =
                lost.stream().map(address -> atWork.get(address).name()).toList();
        lost.forEach(this::writeOff);
        return names;
    }

    private void writeOff(Address address) {
        MemberFate fate = atWork.get(address).unfinished(MemberFate.Cause.LOST, "it left during the tier");
        end(address, fate, lost(fate));
    }

    /** Gives up waiting for members that have not sent their results. */
    void leaveOutTheSilent(Duration waited) {
        String detail = "it did not send its result within " + waited.toSeconds() + " s";
        List.copyOf(atWork.keySet()).forEach(address -> {
            Share share = atWork.get(address);
            end(address, share.unfinished(MemberFate.Cause.SILENT, detail), asTold(share));
        });
    }

    private void end(Address address, MemberFate fate, TierMeasurement measured) {
        LiveFigures live = atWork.remove(address).live().endingWith(measured);
        ended.put(address, new Ended(fate, measured, live));
    }

    void progress(Address address, LiveFigures figures) {
        atWork.computeIfPresent(address, (same, share) -> new Share(share.name(), share.plan(), figures));
    }

    /** What all members have counted so far, including those that have ended or were lost. */
    LiveFigures live() {
        return Stream.concat(
                        atWork.values().stream().map(Share::live),
                        ended.values().stream().map(Ended::live))
                .reduce(LiveFigures.NONE, LiveFigures::plus);
    }

    boolean isDone() {
        return atWork.isEmpty();
    }

    ClusterResult result() {
        List<MemberFate> fates = ended.values().stream()
                .map(Ended::fate)
                .sorted(Comparator.comparing(MemberFate::name))
                .toList();
        TierMeasurement all = ended.values().stream()
                .map(Ended::measured)
                .reduce(TierMeasurement::plus)
                .map(Objects::requireNonNull)
                .orElseThrow();
        return new ClusterResult(all, fates);
    }

    private static TierMeasurement asTold(Share share) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(share.live().outcomes());
        outcomes.add(Outcome.ABORTED, Math.max(0, share.plan().connections() - outcomes.total()));
        return only(share.live().outcomes().of(Outcome.OK), outcomes);
    }

    private static TierMeasurement lost(MemberFate fate) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.memberLost(fate.name()), fate.connections());
        return only(0, outcomes);
    }

    private static TierMeasurement only(long connected, OutcomeCounts outcomes) {
        return new TierMeasurement(
                connected, outcomes, new OutcomeCounts(), Messages.NONE, Map.of(), Duration.ZERO, Duration.ZERO);
    }
}

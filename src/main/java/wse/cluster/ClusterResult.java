package wse.cluster;

import java.util.List;
import wse.measure.TierMeasurement;

/**
 * The result of a tier that a cluster has carried out.
 *
 * @param measured measurements of all members together; connections of members that did not finish have separate outcomes
 * @param members what happened to each member that had a share, by name
 */
public record ClusterResult(TierMeasurement measured, List<MemberFate> members) {

    public ClusterResult {
        members = List.copyOf(members);
    }

    /** Whether every member finished. */
    public boolean isComplete() {
        return unfinished().isEmpty();
    }

    /** The members that finished. */
    public List<MemberFate.Finished> finished() {
        return members.stream().flatMap(fate -> fate.finished().stream()).toList();
    }

    /** The members that did not finish. */
    public List<MemberFate.Unfinished> unfinished() {
        return members.stream().flatMap(fate -> fate.unfinished().stream()).toList();
    }
}

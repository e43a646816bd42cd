package wse.cluster;

import java.util.List;
import wse.measure.TierMeasurement;

/**
 * A tier that was carried out by all members.
 *
 * @param measured of all together, with the connections of members that did not finish as outcomes of their own
 * @param members what became of each that had a share, by name
 */
public record ClusterResult(TierMeasurement measured, List<MemberFate> members) {

    public ClusterResult {
        members = List.copyOf(members);
    }

    /** Whether every member finished. */
    public boolean isComplete() {
        return members.stream().allMatch(fate -> fate.state() == MemberFate.State.FINISHED);
    }
}

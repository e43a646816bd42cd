package wse.run.crew;

import java.util.HashMap;
import java.util.Map;
import wse.cluster.Briefing;
import wse.cluster.Briefings;
import wse.config.Users;
import wse.plan.Share;
import wse.plan.TierPlan;

/**
 * The briefings of a run's members. They differ only in the users: each member receives those of its own connections. Confined
 * to the cluster's thread.
 */
final class MemberBriefings implements Briefings {

    private final MemberBriefing all;
    private final int connections;
    private final Map<Part, Briefing> written = new HashMap<>();

    private record Part(int member, int members) {}

    /**
     * @param all the briefing with all users
     * @param connections number of connections of the largest tier, over all members
     */
    MemberBriefings(MemberBriefing all, int connections) {
        this.all = all;
        this.connections = connections;
    }

    @Override
    public Briefing of(TierPlan plan) {
        Share share = plan.ramp().share();
        return written.computeIfAbsent(new Part(share.member(), share.members()), this::write);
    }

    private Briefing write(Part part) {
        Users users = all.contact().context().users();
        return users.isEmpty()
                ? written.values().stream().findFirst().orElseGet(all::write)
                : all.withUsers(users.part(part.member, part.members, connections))
                        .write();
    }
}

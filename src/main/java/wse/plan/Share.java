package wse.plan;

/**
 * Which connections of a tier one member of many carries out: every {@code members}-th, so that at any moment of the
 * schedule all members have the same to do. A tier that is not split is the one share of one member.
 *
 * @param member from 0
 * @param members how many the tier is split over, at most one per connection
 * @param ofConnections connections of the whole tier
 */
public record Share(int member, int members, int ofConnections) {

    public Share {
        Checks.atLeast(1, ofConnections, "connections");
        Checks.between(1, ofConnections, members, "members");
        Checks.between(0, members - 1, member, "member");
    }

    /** All of it. */
    public static Share whole(int connections) {
        return new Share(0, 1, connections);
    }

    /** How many connections are this member's. */
    public int connections() {
        return Checks.part(ofConnections, member, members);
    }

    /** Index within the whole tier of this member's connection {@code own}, from 0: what all schedules go by. */
    public int index(int own) {
        return member + own * members;
    }

    /** Index within the whole tier of the first member's connection in the turn of this member's {@code own}-th. */
    public int turn(int own) {
        return own * members;
    }

    /**
     * Whose turn it is among source addresses, by index within the whole tier. Each member takes all addresses in turn,
     * since they may be those of a machine that it has for itself; members begin one after the other, so that addresses
     * they have in common are used evenly too.
     */
    public int sourceTurn(int index) {
        return member + index / members;
    }
}

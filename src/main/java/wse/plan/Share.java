package wse.plan;

/**
 * The connections of a tier that one member carries out: every {@code members}-th, so that at any moment of the schedule all
 * members have the same amount of work. A tier that is not split is a single share of one member.
 *
 * @param member index of the member, from 0
 * @param members number of members that the tier is split over, at most one per connection
 * @param ofConnections connections of the whole tier
 */
public record Share(int member, int members, int ofConnections) {

    /** So many members share cores, and waking up costs more than a ping. */
    private static final int MANY = 16;

    /**
     * A group keeps a core busy for about two milliseconds. With 26 members that each woke up for every single ping, 25,000
     * pings per second were more than two cores could do.
     */
    private static final int LARGEST_GROUP = 64;

    public Share {
        Checks.atLeast(1, ofConnections, "connections");
        Checks.between(1, ofConnections, members, "members");
        Checks.between(0, members - 1, member, "member");
    }

    /** The whole tier as a single share. */
    public static Share whole(int connections) {
        return new Share(0, 1, connections);
    }

    /** The number of connections of this member. */
    public int connections() {
        return Checks.part(ofConnections, member, members);
    }

    /** Index within the whole tier, from 0, of this member's connection {@code own}. All schedules use this index. */
    public int index(int own) {
        return member + own * members;
    }

    /**
     * Index within the whole tier of the first member's connection in the same round as this member's connection
     * {@code own}.
     */
    public int turn(int own) {
        return own * members;
    }

    /**
     * A connection's place in a schedule over the whole tier. With many members, each member in turn handles a group of
     * connections at once. A process, and its server, thus wake up once for the whole group. With few members, the
     * place is the index itself.
     */
    public int place(int index) {
        int group = members < MANY ? 1 : Math.max(1, Math.min(LARGEST_GROUP, ofConnections / members / LARGEST_GROUP));
        int own = index / members;
        int place = own / group * group * members + index % members * group;
        return group == 1 ? index : Math.min(place, ofConnections - 1);
    }

    /**
     * Which source address a connection uses, by its index within the whole tier. Each member uses all addresses in turn,
     * because they may belong to a machine that only it uses. Each member begins with another address, so that shared
     * addresses are used evenly, too.
     */
    public int sourceTurn(int index) {
        return member + index / members;
    }

    /**
     * Which of the server's addresses a connection uses, by its index within the whole tier. All addresses get the same
     * number of connections of a tier, give or take one. If a member or a source address would otherwise always use the same
     * ones, each round begins one address further on.
     *
     * @param sources number of source addresses; 0 if the operating system chooses
     * @param servers number of the server's addresses
     */
    public int serverTurn(int index, int sources, int servers) {
        long perMember = leastCommonMultiple(Math.max(1, sources), servers);
        long round = index / (perMember * members);
        boolean meetsAll = perMember == (long) Math.max(1, sources) * servers
                && leastCommonMultiple(members, servers) == (long) members * servers;
        return (int) ((index + (meetsAll ? 0 : round)) % servers);
    }

    private static long leastCommonMultiple(int one, int other) {
        long multiple = one;
        while (multiple % other != 0) {
            multiple += one;
        }
        return multiple;
    }
}

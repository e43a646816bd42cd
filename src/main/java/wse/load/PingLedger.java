package wse.load;

/**
 * The pings of one event loop by their numbers, in the order in which they were sent: those in flight, and earlier ones
 * until their places in the ring are reused. The ring grows with the number of pings in flight and allocates nothing
 * per ping. The pings of each link are chained, so that finding the link's oldest one takes no search. Confined to one
 * event loop.
 */
final class PingLedger {

    /** The state of a ping. */
    enum Fate {
        /** Still unanswered. */
        OPEN,
        ANSWERED,
        /** Not answered in time, or lost with its connection. */
        GIVEN_UP,
        /** Never sent over this link, or so long ago that the ledger has forgotten it. */
        UNKNOWN
    }

    private static final int INITIAL_CAPACITY = 1_024;

    private Link[] links = new Link[INITIAL_CAPACITY];
    private Fate[] fates = new Fate[INITIAL_CAPACITY];
    private long[] intended = new long[INITIAL_CAPACITY];
    private long[] sent = new long[INITIAL_CAPACITY];
    /** The distance to the number of the same link's next ping; not meaningful for its last one. */
    private int[] distance = new int[INITIAL_CAPACITY];

    private long head;
    private long next;
    private int open;

    /** @param firstNumber number of the first ping; must be greater than all numbers of an earlier ledger */
    PingLedger(long firstNumber) {
        head = firstNumber;
        next = firstNumber;
    }

    /** @return the ping's number, counting up from the first */
    long add(Link link, long intendedNanos, long sentNanos) {
        if (next - head == links.length) {
            grow();
        }
        int slot = slot(next);
        links[slot] = link;
        fates[slot] = Fate.OPEN;
        intended[slot] = intendedNanos;
        sent[slot] = sentNanos;
        open++;
        chain(link);
        return next++;
    }

    private void chain(Link link) {
        if (link.pingsInFlight++ == 0) {
            link.firstPing = next;
        } else {
            distance[slot(link.lastPing)] = (int) (next - link.lastPing);
        }
        link.lastPing = next;
    }

    /** The number that the next {@link #add} will return. */
    long nextNumber() {
        return next;
    }

    int open() {
        return open;
    }

    /** The state of the ping with this number, if it was sent over this link. */
    Fate fate(long number, Link link) {
        boolean kept = number < next && number >= next - links.length;
        return kept && links[slot(number)] == link ? fates[slot(number)] : Fate.UNKNOWN;
    }

    long intendedNanos(long number) {
        return intended[slot(number)];
    }

    long sentNanos(long number) {
        return sent[slot(number)];
    }

    Link link(long number) {
        return links[slot(number)];
    }

    /** Decides the fate of an open ping. */
    void resolve(long number, Fate fate) {
        fates[slot(number)] = fate;
        open--;
        Link link = links[slot(number)];
        if (--link.pingsInFlight > 0 && number == link.firstPing) {
            link.firstPing = nextOpen(number);
        }
        while (head < next && fates[slot(head)] != Fate.OPEN) {
            head++;
        }
    }

    /** The places of these pings have not been reused, because the link's oldest open ping was sent before them. */
    private long nextOpen(long number) {
        long following = number;
        do {
            following += distance[slot(following)];
        } while (fates[slot(following)] != Fate.OPEN);
        return following;
    }

    /** The number of the oldest open ping, or -1 if no ping is open. */
    long oldest() {
        return head == next ? -1 : head;
    }

    private int slot(long number) {
        return (int) (number & (links.length - 1));
    }

    private void grow() {
        int mask = links.length - 1;
        int capacity = links.length * 2;
        Link[] moreLinks = new Link[capacity];
        Fate[] moreFates = new Fate[capacity];
        long[] moreIntended = new long[capacity];
        long[] moreSent = new long[capacity];
        int[] moreDistance = new int[capacity];
        for (long number = head; number < next; number++) {
            int from = (int) (number & mask);
            int to = (int) (number & (capacity - 1));
            moreLinks[to] = links[from];
            moreFates[to] = fates[from];
            moreIntended[to] = intended[from];
            moreSent[to] = sent[from];
            moreDistance[to] = distance[from];
        }
        links = moreLinks;
        fates = moreFates;
        intended = moreIntended;
        sent = moreSent;
        distance = moreDistance;
    }
}

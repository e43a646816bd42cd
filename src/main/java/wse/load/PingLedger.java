package wse.load;

import java.util.Arrays;

/**
 * The pings in flight, in the order in which they were sent. They are kept in a ring buffer that grows with their number and
 * allocates nothing per ping. Each id is used once and resolved once. Confined to one event loop.
 */
final class PingLedger {

    private static final int INITIAL_CAPACITY = 1_024;

    private Link[] links = new Link[INITIAL_CAPACITY];
    private long[] intended = new long[INITIAL_CAPACITY];
    private long[] sent = new long[INITIAL_CAPACITY];
    private long head;
    private long next;
    private int open;

    /** @param firstId id of the first ping; must be greater than all ids of an earlier ledger */
    PingLedger(long firstId) {
        head = firstId;
        next = firstId;
    }

    /** @return the ping's id, counting up from the first */
    long add(Link link, long intendedNanos, long sentNanos) {
        if (next - head == links.length) {
            grow();
        }
        int slot = slot(next);
        links[slot] = link;
        intended[slot] = intendedNanos;
        sent[slot] = sentNanos;
        open++;
        return next++;
    }

    /** The id that the next {@link #add} will return. */
    long nextId() {
        return next;
    }

    int open() {
        return open;
    }

    /** Whether this ping was sent over this link and is still unanswered. */
    boolean isOpen(long id, Link link) {
        return id >= head && id < next && links[slot(id)] == link;
    }

    long intendedNanos(long id) {
        return intended[slot(id)];
    }

    long sentNanos(long id) {
        return sent[slot(id)];
    }

    Link link(long id) {
        return links[slot(id)];
    }

    /** Removes an open ping. */
    void resolve(long id) {
        links[slot(id)] = null;
        open--;
        while (head < next && links[slot(head)] == null) {
            head++;
        }
    }

    /** The id of the oldest open ping, or -1 if no ping is open. */
    long oldest() {
        return head == next ? -1 : head;
    }

    private int slot(long id) {
        return (int) (id & (links.length - 1));
    }

    private void grow() {
        int mask = links.length - 1;
        int capacity = links.length * 2;
        Link[] moreLinks = Arrays.copyOf(links, capacity);
        long[] moreIntended = Arrays.copyOf(intended, capacity);
        long[] moreSent = Arrays.copyOf(sent, capacity);
        Arrays.fill(moreLinks, null);
        for (long id = head; id < next; id++) {
            int from = (int) (id & mask);
            int to = (int) (id & (capacity - 1));
            moreLinks[to] = links[from];
            moreIntended[to] = intended[from];
            moreSent[to] = sent[from];
        }
        links = moreLinks;
        intended = moreIntended;
        sent = moreSent;
    }
}

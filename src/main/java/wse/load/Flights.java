package wse.load;

import java.util.Arrays;

/** The send times of the messages in flight, oldest first, one entry per write. Confined to one event loop. */
final class Flights {

    private long[] sentNanos = new long[4];
    private int[] counts = new int[4];
    /** This index and the next one only grow; their low bits select the slot. */
    private int head;

    private int next;
    private int inFlight;

    void sent(int count, long nanos) {
        if (next - head == counts.length) {
            grow();
        }
        sentNanos[slot(next)] = nanos;
        counts[slot(next)] = count;
        next++;
        inFlight += count;
    }

    private void grow() {
        int capacity = counts.length;
        long[] moreNanos = Arrays.copyOf(sentNanos, 2 * capacity);
        int[] moreCounts = Arrays.copyOf(counts, 2 * capacity);
        for (int i = head; i != next; i++) {
            moreNanos[i & 2 * capacity - 1] = sentNanos[slot(i)];
            moreCounts[i & 2 * capacity - 1] = counts[slot(i)];
        }
        sentNanos = moreNanos;
        counts = moreCounts;
    }

    /** When the oldest message was sent; {@link #inFlight()} must not be 0. */
    long oldestNanos() {
        return sentNanos[slot(head)];
    }

    /**
     * Removes the oldest message and the others that were sent in the same write.
     *
     * @return how many, at most {@code most}
     */
    int arrived(int most) {
        int slot = slot(head);
        int together = Math.min(most, counts[slot]);
        counts[slot] -= together;
        inFlight -= together;
        if (counts[slot] == 0) {
            head++;
        }
        return together;
    }

    void clear() {
        head = next;
        inFlight = 0;
    }

    int inFlight() {
        return inFlight;
    }

    private int slot(int index) {
        return index & counts.length - 1;
    }
}

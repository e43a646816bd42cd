package wse.load;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The messages in flight on one link, in the order in which they were sent: the index of each message in the flood, and
 * the time when it was sent. Echoes are due in the same order. A message that a later one has overtaken keeps its place
 * until its echo comes or is given up. Confined to one event loop.
 */
final class Flights {

    /** Marks a place without a message in flight. */
    static final int NONE = -1;

    private int[] messages = new int[4];
    private long[] sentNanos = new long[4];
    /** The oldest message in flight. This index and those that follow only grow; their low bits select the slot. */
    private int head;
    /** The index of the message whose echo is due: the one after the last that arrived. */
    private int due;

    private int next;
    private int inFlight;

    void sent(int message, long nanos) {
        if (next - head == messages.length) {
            grow();
        }
        messages[slot(next)] = message;
        sentNanos[slot(next)] = nanos;
        next++;
        inFlight++;
    }

    private void grow() {
        int capacity = messages.length;
        int[] moreMessages = Arrays.copyOf(messages, 2 * capacity);
        long[] moreNanos = Arrays.copyOf(sentNanos, 2 * capacity);
        for (int i = head; i != next; i++) {
            moreMessages[i & 2 * capacity - 1] = messages[slot(i)];
            moreNanos[i & 2 * capacity - 1] = sentNanos[slot(i)];
        }
        messages = moreMessages;
        sentNanos = moreNanos;
    }

    /** The message whose echo is due; {@link #NONE} if all echoes have arrived, apart from overtaken ones. */
    int due() {
        return due == next ? NONE : messages[slot(due)];
    }

    /** How many messages with consecutive indices are due one after another, at most {@code most}. */
    int dueRun(int most) {
        int run = Math.min(most, next - due);
        for (int i = 1; i < run; i++) {
            if (messages[slot(due + i)] != messages[slot(due)] + i) {
                return i;
            }
        }
        return run;
    }

    /** When the message that is due was sent; there must be one. */
    long dueNanos() {
        return sentNanos[slot(due)];
    }

    /**
     * Removes the message that is due, and those after it that were sent at the same time.
     *
     * @return how many, at most {@code most}
     */
    int takeDue(int most) {
        boolean none = head == due;
        long nanos = dueNanos();
        int taken = 0;
        while (taken < most && due != next && dueNanos() == nanos) {
            messages[slot(due++)] = NONE;
            taken++;
        }
        inFlight -= taken;
        if (none) {
            head = due;
        }
        return taken;
    }

    /** The oldest message in flight that is wanted; {@link #NONE} if none is. */
    int like(IntPredicate wanted) {
        for (int at = head; at != next; at++) {
            int message = messages[slot(at)];
            if (message != NONE && wanted.test(message)) {
                return message;
            }
        }
        return NONE;
    }

    /** Whether a later message has arrived before this one. */
    boolean isOvertaken(int message) {
        return find(message) - due < 0;
    }

    /** Removes a message that has arrived out of turn, and returns when it was sent. */
    long take(int message) {
        int taken = find(message);
        if (taken - due >= 0) {
            due = taken + 1;
        }
        remove(taken);
        return sentNanos[slot(taken)];
    }

    private int find(int message) {
        int at = head;
        while (at != next && messages[slot(at)] != message) {
            at++;
        }
        return at;
    }

    private void remove(int taken) {
        messages[slot(taken)] = NONE;
        inFlight--;
        while (head != due && messages[slot(head)] == NONE) {
            head++;
        }
    }

    /** Gives up the oldest message if it was overtaken, and if at least this many messages were sent after it. */
    boolean giveUpOvertaken(int sentAfter) {
        boolean late = head != due && next - head > sentAfter;
        if (late) {
            remove(head);
        }
        return late;
    }

    /** How many messages are in flight although later ones have arrived. */
    int overtaken() {
        return inFlight - (next - due);
    }

    void clear() {
        head = next;
        due = next;
        inFlight = 0;
    }

    int inFlight() {
        return inFlight;
    }

    private int slot(int index) {
        return index & messages.length - 1;
    }
}

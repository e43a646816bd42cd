package wse.load;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of pings that no other connection uses, in this process or any other: 21 bits that belong to the connection, chosen by
 * a random key, and 32 bits that count the event loop's pings from a random start. Together they have the 53 bits that every
 * JSON parser represents exactly. Immutable.
 */
final class PingIds {

    private static final int NUMBER_BITS = 32;
    private static final int LINK_BITS = 21;
    private static final long NUMBERS = (1L << NUMBER_BITS) - 1;

    private final long key;

    PingIds() {
        this(ThreadLocalRandom.current().nextLong());
    }

    PingIds(long key) {
        this.key = key;
    }

    /** A number for the first ping of an event loop. */
    static long firstNumber() {
        return ThreadLocalRandom.current().nextLong(1L << NUMBER_BITS);
    }

    /** The id of the ping that has this number and is sent over this link. */
    long of(Link link, long number) {
        return linkBits(link) << NUMBER_BITS | number & NUMBERS;
    }

    /**
     * The number of the ping with this id.
     *
     * @param last the number of the last ping that was sent
     * @return the highest possible number up to {@code last}, or -1 if this link does not use the id
     */
    long number(Link link, long id, long last) {
        return id >>> NUMBER_BITS == linkBits(link) ? last - (last - id & NUMBERS) : -1;
    }

    /** The finalizer of SplitMix64 spreads the index over all bits, of which the highest are used. */
    private long linkBits(Link link) {
        long bits = key + link.index * 0x9e3779b97f4a7c15L;
        bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
        return (bits ^ bits >>> 31) >>> Long.SIZE - LINK_BITS;
    }
}

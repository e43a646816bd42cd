package wse.preflight;

/**
 * What compression (permessage-deflate, RFC 7692) adds to the memory of each connection, on both of its ends. Only ends that
 * refer to earlier messages (context takeover) have windows of their own; all others share those of their event loop.
 *
 * @param client memory of a connection in the client's process
 * @param server memory of a connection in a process of the reference server
 */
public record DeflateMemory(End client, End server) {

    /** Nothing is compressed. */
    public static final DeflateMemory NONE = new DeflateMemory(End.NONE, End.NONE);

    /**
     * Memory of one end of a connection, in bytes.
     *
     * @param heap Java heap, which is used from the first message on
     * @param nativeAtFirst memory outside the heap after one short message in each direction
     * @param nativeAtMost the same when both windows are full
     */
    public record End(long heap, long nativeAtFirst, long nativeAtMost) {

        static final End NONE = new End(0, 0, 0);

        long growth() {
            return nativeAtMost - nativeAtFirst;
        }
    }

    /**
     * How one side compresses.
     *
     * @param keepsContext whether its messages refer to earlier ones
     * @param windowBits base-2 logarithm of its window, 8 to 15
     */
    public record Compressing(boolean keepsContext, int windowBits) {

        private static final int MOST_BITS = 15;
        /** JZlib, like zlib, cannot search a smaller window. */
        private static final int LEAST_JZLIB_BITS = 9;

        /** Client and reference server use JZlib for windows that the JDK's zlib cannot have. */
        private boolean usesJzlib() {
            return windowBits >= LEAST_JZLIB_BITS && windowBits < MOST_BITS;
        }

        /** A window of twice its size in bytes, and the chain of equal hashes, two bytes for each of its positions. */
        long heap() {
            return keepsContext && usesJzlib() ? JZLIB_BESIDES + (4L << windowBits) : 0;
        }

        long compressingAtFirst() {
            return keepsContext && !usesJzlib() ? DEFLATE_AT_FIRST : 0;
        }

        long compressingAtMost() {
            return keepsContext && !usesJzlib() ? DEFLATE_AT_MOST : 0;
        }

        long inflatingAtFirst() {
            return keepsContext ? INFLATE_AT_FIRST : 0;
        }

        long inflatingAtMost() {
            return keepsContext ? INFLATE_AT_MOST : 0;
        }
    }

    /**
     * JZlib's table of hashes, pending output and literals at its memory level 8, and its trees, together 137,400 bytes; the
     * engine's buffer for its output has 8 KiB. Measured with 300 of them, 2026-11-28.
     */
    private static final long JZLIB_BESIDES = 146_000;

    /** zlib.h: {@code (1 << (windowBits + 2)) + (1 << (memLevel + 9))}, with 15 bits and level 8, and its state. */
    private static final long DEFLATE_AT_MOST = (256L << 10) + (7L << 10);

    /** Growth of the resident memory by each of 1,000 after a message of 47 bytes (JDK 17, 2026-11-28). */
    private static final long DEFLATE_AT_FIRST = 89_300;

    /** zlib.h: {@code 1 << windowBits}, with 15 bits, and about 7 KiB of state. */
    private static final long INFLATE_AT_MOST = (32L << 10) + (7L << 10);

    /** Measured like {@link #DEFLATE_AT_FIRST}. */
    private static final long INFLATE_AT_FIRST = 8_500;

    /** The memory of connections between a client and a server that compress in these ways. */
    public static DeflateMemory of(Compressing client, Compressing server) {
        return new DeflateMemory(end(client, server), end(server, client));
    }

    private static End end(Compressing own, Compressing peer) {
        return new End(
                own.heap(),
                own.compressingAtFirst() + peer.inflatingAtFirst(),
                own.compressingAtMost() + peer.inflatingAtMost());
    }

    /** Whether connections need no memory for it. */
    boolean isNone() {
        return equals(NONE);
    }
}

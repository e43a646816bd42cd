package wse.preflight;

/**
 * What connections and processes cost, as measured; where each figure comes from stands in {@code docs/sizing.md}.
 *
 * @param kernelBytesPerPair of an established idle connection, both ends on one machine
 * @param clientHeapBytes live Java heap of an idle connection of the netty engine
 * @param serverHeapBytes live Java heap of an idle connection of the reference server
 * @param processBytes memory of a client or server process before its first connection, what it shares with others not counted
 * @param clientHandshakeMicros CPU of a client not yet warm: connect, upgrade, token, ready
 * @param serverHandshakeMicros CPU of the reference server for the same
 */
public record Constants(
        long kernelBytesPerPair,
        long clientHeapBytes,
        long serverHeapBytes,
        long processBytes,
        double clientHandshakeMicros,
        double serverHandshakeMicros) {

    /** On 2 cores of an AMD EPYC (KVM guest, Linux 6.18, JDK 17). */
    public static final Constants MEASURED = new Constants(9_356, 1_393, 1_409, 84L << 20, 105, 186);

    /** Bytes of a handshake on the wire, headers of TCP and IP with them, both directions together. */
    static final long HANDSHAKE_WIRE_BYTES = 1_604;

    /** A heap filled further makes the collector run ever more often. */
    static final double MOST_OF_HEAP = 0.8;

    /** Heap of a process besides its connections: with 64 MB, 15,000 of them left it in peace. */
    private static final long HEAP_BESIDES = 32L << 20;

    /** Heap that a client's connection occupies, with the room that the collector wants. */
    long clientBytes() {
        return (long) Math.ceil(clientHeapBytes / MOST_OF_HEAP);
    }

    long serverBytes() {
        return (long) Math.ceil(serverHeapBytes / MOST_OF_HEAP);
    }

    /** The {@code -Xmx} of a client process. */
    long clientHeap(int connections) {
        return HEAP_BESIDES + connections * clientBytes();
    }

    /** As these, for the engine whose connections take this much. */
    Constants withHeap(ClientHeap heap) {
        return heap.isGatling()
                ? new Constants(
                        kernelBytesPerPair,
                        heap.bytesPerConnection(),
                        serverHeapBytes,
                        processBytes,
                        clientHandshakeMicros,
                        serverHandshakeMicros)
                : this;
    }
}

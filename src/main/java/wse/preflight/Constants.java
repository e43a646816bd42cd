package wse.preflight;

/**
 * The measured costs of connections and processes; {@code docs/sizing.md} explains where each figure comes from.
 *
 * @param kernelBytesPerPair kernel memory of an established idle connection with both ends on one machine
 * @param clientHeapBytes live Java heap of an idle connection of the netty engine
 * @param serverHeapBytes live Java heap of an idle connection of the reference server
 * @param processBytes memory of a client or server process before its first connection, not counting memory that it
 *     shares with other processes
 * @param clientHandshakeMicros CPU time that a client that is not warm yet needs for connect, upgrade, token and ready
 *     message
 * @param serverHandshakeMicros CPU time that the reference server needs for the same
 * @param ping CPU time of a ping and its answer
 * @param deflate what compression adds to each connection
 */
public record Constants(
        long kernelBytesPerPair,
        long clientHeapBytes,
        long serverHeapBytes,
        long processBytes,
        double clientHandshakeMicros,
        double serverHandshakeMicros,
        PingCost ping,
        DeflateMemory deflate) {

    /**
     * CPU time of a ping and its answer, in microseconds. If more processes than cores take turns, each ping also
     * causes a switch of processes and cold caches.
     *
     * @param client CPU time of the client, if its process has a core of its own
     * @param server CPU time of the reference server, if its process has a core of its own
     * @param clientAmongMany CPU time of the client if many processes share few cores
     * @param serverAmongMany CPU time of the reference server if many processes share few cores
     */
    public record PingCost(double client, double server, double clientAmongMany, double serverAmongMany) {}

    /** Measured on 2 cores of an AMD EPYC (KVM guest, Linux 6.18, JDK 17). */
    public static final Constants MEASURED =
            new Constants(9_356, 1_403, 1_409, 84L << 20, 105, 186, new PingCost(7.5, 6.6, 53, 42), DeflateMemory.NONE);

    /** Bytes of a handshake on the wire in both directions together, including the headers of TCP and IP. */
    static final long HANDSHAKE_WIRE_BYTES = 1_604;

    /** If the heap is fuller than this, the collector runs more and more often. */
    static final double MOST_OF_HEAP = 0.8;

    /** Heap that a process needs besides its connections: 64 MB were enough for 15,000 connections. */
    private static final long HEAP_BESIDES = 32L << 20;

    /** Memory of one connection of a client, including the free space that the collector wants. */
    long clientBytes() {
        return clientHeapWithRoom() + deflate.client().nativeAtFirst();
    }

    long serverBytes() {
        return withRoom(serverHeapBytes + deflate.server().heap())
                + deflate.server().nativeAtFirst();
    }

    /** Live heap of one connection of a client. */
    long clientLiveBytes() {
        return clientHeapBytes + deflate.client().heap();
    }

    /** How much more memory a connection takes on this side once its windows are full. */
    long clientGrowth() {
        return deflate.client().growth();
    }

    long serverGrowth() {
        return deflate.server().growth();
    }

    /** The {@code -Xmx} of a client process with this number of connections. */
    long clientHeap(int connections) {
        return HEAP_BESIDES + connections * clientHeapWithRoom();
    }

    /** Heap of one connection of a client, including the free space that the collector wants. */
    long clientHeapWithRoom() {
        return withRoom(clientLiveBytes());
    }

    private static long withRoom(long liveBytes) {
        return (long) Math.ceil(liveBytes / MOST_OF_HEAP);
    }

    /** A copy for connections of this engine, compressed in this way. */
    Constants with(ClientHeap heap, DeflateMemory compression) {
        return new Constants(
                kernelBytesPerPair,
                heap.isGatling() ? heap.bytesPerConnection() : clientHeapBytes,
                serverHeapBytes,
                processBytes,
                clientHandshakeMicros,
                serverHandshakeMicros,
                ping,
                compression);
    }
}

package wse.preflight;

/**
 * How much Java heap an engine needs for one connection.
 *
 * @param engine the engine's name in {@code wse.engine}
 * @param bytesPerConnection heap of a connection that is ready and idle
 */
public record ClientHeap(String engine, long bytesPerConnection) {

    /** The netty engine's budget: at most 2 KB for an idle connection. */
    public static final ClientHeap NETTY = new ClientHeap("netty", 2_048);

    /**
     * A virtual user with its session, channel and pipeline. With 3,000 connections, each used 13 KB during the ramp and
     * 6 KB during the hold after it (heap after a full collection, Gatling 3.15.1).
     */
    public static final ClientHeap GATLING = new ClientHeap("gatling", 16_384);

    boolean isGatling() {
        return engine.equals(GATLING.engine);
    }
}

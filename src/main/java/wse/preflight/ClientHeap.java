package wse.preflight;

/**
 * How much Java heap an engine needs for one connection.
 *
 * @param engine as {@code wse.engine} names it
 * @param bytesPerConnection idle and ready
 */
public record ClientHeap(String engine, long bytesPerConnection) {

    /** The netty engine's budget: it holds an idle connection in at most 2 KB. */
    public static final ClientHeap NETTY = new ClientHeap("netty", 2_048);

    /**
     * A virtual user with its session, channel and pipeline: at 3,000 connections 13 KB were live in the ramp and 6 KB in
     * the hold after it (heap after a full collection, Gatling 3.15.1).
     */
    public static final ClientHeap GATLING = new ClientHeap("gatling", 16_384);

    boolean isGatling() {
        return engine.equals(GATLING.engine);
    }
}

package wse.config;

/**
 * The largest number of handshakes that are under way at once. Immutable.
 *
 * @param least the number for few connections; 0 for no limit
 * @param connectionsEach above {@code least} times this many connections, one handshake for each so many connections; 0 if
 *     the number is always the same
 */
public record HandshakeWindow(int least, int connectionsEach) {

    /**
     * A process opens at most about 20,000 connections, because Linux often limits it to that many descriptors, and then has
     * the same window as a search that needs one process only.
     */
    private static final int CONNECTIONS_EACH = 200;

    static HandshakeWindow fixed(int handshakes) {
        return new HandshakeWindow(handshakes, 0);
    }

    /** Grows with the number of connections, and thus with the number of processes. */
    static HandshakeWindow growingFrom(int least) {
        return new HandshakeWindow(least, CONNECTIONS_EACH);
    }

    /** The number for this many connections; 0 for no limit. */
    public int of(int connections) {
        return connectionsEach == 0 ? least : Math.max(least, connections / connectionsEach);
    }
}

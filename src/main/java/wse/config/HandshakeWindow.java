package wse.config;

/**
 * The largest number of handshakes that are under way at once. Immutable.
 *
 * @param least the number for few connections; 0 for no limit
 * @param connectionsEach number of connections per handshake once that allows more than {@code least} handshakes; 0 if
 *     the window does not depend on the number of connections
 */
public record HandshakeWindow(int least, int connectionsEach) {

    /**
     * A process opens at most about 20,000 connections, because Linux often limits it to that many descriptors. Its
     * share of the window is then the same as in a search that needs only one process.
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

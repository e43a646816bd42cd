package wse.engine;

/**
 * How much the connections of a client have compressed so far. Covers all data messages, but no control frames, of
 * connections whose server accepted the offer. Immutable.
 *
 * @param connections connections whose server accepted the offer
 * @param sentBytes length of the messages sent
 * @param sentWireBytes length of the payloads of their frames
 * @param receivedBytes length of the messages received
 * @param receivedWireBytes length of the payloads of their frames
 */
public record CompressionCount(
        long connections, long sentBytes, long sentWireBytes, long receivedBytes, long receivedWireBytes) {

    public static final CompressionCount NONE = new CompressionCount(0, 0, 0, 0, 0);

    public CompressionCount plus(CompressionCount other) {
        return new CompressionCount(
                connections + other.connections,
                sentBytes + other.sentBytes,
                sentWireBytes + other.sentWireBytes,
                receivedBytes + other.receivedBytes,
                receivedWireBytes + other.receivedWireBytes);
    }

    /** What has been added since an earlier count. */
    public CompressionCount minus(CompressionCount earlier) {
        return new CompressionCount(
                connections - earlier.connections,
                sentBytes - earlier.sentBytes,
                sentWireBytes - earlier.sentWireBytes,
                receivedBytes - earlier.receivedBytes,
                receivedWireBytes - earlier.receivedWireBytes);
    }
}

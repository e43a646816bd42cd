package wse.measure;

import java.util.OptionalDouble;

/**
 * What permessage-deflate (RFC 7692) saved in a tier. Covers all data messages of the connections whose server accepted the
 * offer, but no control frames.
 *
 * @param connections connections whose server accepted compression, including those that did not become ready
 * @param sentBytes bytes of the messages sent
 * @param sentWireBytes bytes of the payloads of their frames
 * @param receivedBytes bytes of the messages received
 * @param receivedWireBytes bytes of the payloads of their frames
 */
public record CompressionUse(
        long connections, long sentBytes, long sentWireBytes, long receivedBytes, long receivedWireBytes) {

    /** Nothing was compressed. */
    public static final CompressionUse NONE = new CompressionUse(0, 0, 0, 0, 0);

    /** The sum of both, as if one process had measured both. */
    public CompressionUse plus(CompressionUse other) {
        return new CompressionUse(
                connections + other.connections,
                sentBytes + other.sentBytes,
                sentWireBytes + other.sentWireBytes,
                receivedBytes + other.receivedBytes,
                receivedWireBytes + other.receivedWireBytes);
    }

    /** Whether nothing was compressed. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** Sent bytes on the wire as a percentage of the bytes of the messages; empty if nothing was sent. */
    public OptionalDouble sentPercent() {
        return percent(sentWireBytes, sentBytes);
    }

    /** The same for received messages. */
    public OptionalDouble receivedPercent() {
        return percent(receivedWireBytes, receivedBytes);
    }

    private static OptionalDouble percent(long wireBytes, long bytes) {
        return bytes == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * wireBytes / bytes);
    }
}

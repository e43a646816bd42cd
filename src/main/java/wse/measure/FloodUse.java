package wse.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a flood needed and what blocked it, totalled over all connections.
 *
 * @param window time from the flood's start to the last message written to a socket; the sent rate covers this time
 * @param blockedNanos total time that connections waited for a full socket, which means that the other side is the limit
 * @param connectionNanos total time that connections spent flooding; {@code blockedNanos} is a part of it
 * @param writes number of writes to sockets; normally, each is one system call
 * @param received messages of the flood that the client has received
 * @param receivedBytes WebSocket payload bytes of these
 * @param malformed received messages whose payload could not be decoded; {@code received} includes them
 * @param wrong messages that came back wrong
 */
public record FloodUse(
        Duration window,
        long blockedNanos,
        long connectionNanos,
        long writes,
        long received,
        long receivedBytes,
        long malformed,
        WrongMessages wrong) {

    /** The state before the first message. */
    public static final FloodUse NONE = new FloodUse(Duration.ZERO, 0, 0, 0, 0, 0, 0, WrongMessages.NONE);

    /** The sum of both, as if one process had carried out both. The window is the longer one. */
    public FloodUse plus(FloodUse other) {
        return new FloodUse(
                window.compareTo(other.window) >= 0 ? window : other.window,
                blockedNanos + other.blockedNanos,
                connectionNanos + other.connectionNanos,
                writes + other.writes,
                received + other.received,
                receivedBytes + other.receivedBytes,
                malformed + other.malformed,
                wrong.plus(other.wrong));
    }

    /** Percentage of their time that connections waited for a full socket, 0 to 100. */
    public double blockedPercent() {
        return connectionNanos == 0 ? 0 : Math.min(100, 100.0 * blockedNanos / connectionNanos);
    }

    /** Its keys in {@code results.json}. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("window_seconds", window);
        keys.put("blocked_seconds", Duration.ofNanos(blockedNanos));
        keys.put("connection_seconds", Duration.ofNanos(connectionNanos));
        keys.put("blocked_percent", blockedPercent());
        keys.put("writes", writes);
        keys.put("messages_received", received);
        keys.put("bytes_received", receivedBytes);
        keys.put("messages_malformed", malformed);
        keys.putAll(wrong.keys());
        return keys;
    }
}

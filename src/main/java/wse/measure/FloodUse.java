package wse.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a flood took and what stood in its way, of all connections together.
 *
 * @param window from the flood's start to the last message handed to a socket; the sent rate is over this time
 * @param blockedNanos time connections spent with a full socket, added up: then the other side is the limit
 * @param connectionNanos time connections spent flooding, added up; what {@code blockedNanos} is a share of
 * @param writes to sockets, each one system call as a rule
 * @param received messages the client has received, of the flood only
 * @param receivedBytes WebSocket payload bytes of these
 * @param malformed received messages whose payload could not be decoded; in {@code received} too
 */
public record FloodUse(
        Duration window,
        long blockedNanos,
        long connectionNanos,
        long writes,
        long received,
        long receivedBytes,
        long malformed) {

    /** The two as if one process had carried out both; the window is the longer of the two. */
    public FloodUse plus(FloodUse other) {
        return new FloodUse(
                window.compareTo(other.window) >= 0 ? window : other.window,
                blockedNanos + other.blockedNanos,
                connectionNanos + other.connectionNanos,
                writes + other.writes,
                received + other.received,
                receivedBytes + other.receivedBytes,
                malformed + other.malformed);
    }

    /** Share of their time that connections stood before a full socket, 0 to 100. */
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
        return keys;
    }
}

package wse.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The server's counters. Counters that the genuine server also has mean the same there. Thread-safe. */
final class Counters {

    /** Open connections with a valid token. */
    final AtomicInteger connections = new AtomicInteger();

    /** Text and binary messages of such connections, including application pings and hellos, without control frames. */
    final LongAdder messages = new LongAdder();

    /** Payload bytes of those messages, without frame headers. */
    final LongAdder bytes = new LongAdder();

    final LongAdder accepted = new LongAdder();

    /** Connections refused because of their token or because there were too many. */
    final LongAdder rejected = new LongAdder();

    final LongAdder authFailures = new LongAdder();

    /** Messages that could not be decoded: malformed JSON, zlib or MessagePack. The genuine server does not count them. */
    final LongAdder decodeFailures = new LongAdder();

    /**
     * Connections closed because of a protocol error or a message that was too long. The genuine server does not count them.
     */
    final LongAdder protocolErrors = new LongAdder();

    /** Messages sent for a {@link Duty} that the socket has taken completely. The genuine server has no such counter. */
    final LongAdder flooded = new LongAdder();

    /** Counts a new connection, unless there are {@code most} already; returns whether it did. */
    boolean tryConnect(int most) {
        if (connections.incrementAndGet() > most) {
            connections.decrementAndGet();
            return false;
        }
        accepted.increment();
        return true;
    }

    /** The counters in Prometheus' text format. No message is ever dropped, because there is no queue. */
    String prometheus(long heapUsedBytes) {
        StringBuilder out = new StringBuilder(2048);
        gauge(out, "wse_connections", "Open WebSocket connections", connections.get());
        counter(out, "wse_messages_received_total", "Text and binary messages received", messages.sum());
        counter(out, "wse_bytes_received_total", "Payload bytes of those messages", bytes.sum());
        counter(out, "wse_connections_accepted_total", "Connections accepted", accepted.sum());
        counter(out, "wse_connections_rejected_total", "Connections refused", rejected.sum());
        counter(out, "wse_auth_failures_total", "Connections whose token was refused or missing", authFailures.sum());
        counter(out, "wse_inbound_dropped_total", "Messages dropped unread; always 0, there is no queue", 0);
        counter(out, "wse_decode_failures_total", "Messages that could not be decoded", decodeFailures.sum());
        counter(out, "wse_protocol_errors_total", "Connections closed for a protocol error", protocolErrors.sum());
        counter(out, "wse_flood_messages_sent_total", "Echoes and copies sent for a duty", flooded.sum());
        gauge(
                out,
                "wse_heap_used_bytes",
                "Java heap in use; after a garbage collection if requested by POST with ?gc",
                heapUsedBytes);
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, long value) {
        metric(out, name, help, "gauge", value);
    }

    private static void counter(StringBuilder out, String name, String help, long value) {
        metric(out, name, help, "counter", value);
    }

    private static void metric(StringBuilder out, String name, String help, String type, long value) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        out.append(name).append(' ').append(value).append('\n');
    }
}

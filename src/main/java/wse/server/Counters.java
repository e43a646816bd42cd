package wse.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The server's own counts, with the meaning of the genuine server's of the same names. Thread-safe. */
final class Counters {

    /** Open connections whose token was good. */
    final AtomicInteger connections = new AtomicInteger();

    /** Text and binary messages of such connections, application pings and hellos included; no control frames. */
    final LongAdder messages = new LongAdder();

    /** Payload bytes of those messages, without frame headers. */
    final LongAdder bytes = new LongAdder();

    final LongAdder accepted = new LongAdder();

    /** Refused for their number or their token. */
    final LongAdder rejected = new LongAdder();

    final LongAdder authFailures = new LongAdder();

    /** Messages that were read to their end in vain: malformed JSON, zlib or MessagePack. Not the genuine server's. */
    final LongAdder decodeFailures = new LongAdder();

    /** Closed for a breach of RFC 6455 or a message too long. Not the genuine server's. */
    final LongAdder protocolErrors = new LongAdder();

    /** Messages sent for a {@link Duty}, taken by the socket to their last byte. Not the genuine server's. */
    final LongAdder flooded = new LongAdder();

    /** Takes a place among {@code most}; false if there is none. */
    boolean tryConnect(int most) {
        if (connections.incrementAndGet() > most) {
            connections.decrementAndGet();
            return false;
        }
        accepted.increment();
        return true;
    }

    /** Prometheus text. Nothing is ever dropped here: a message is read when it comes, there is no queue. */
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
        gauge(out, "wse_heap_used_bytes", "Java heap in use; after a collection if asked with ?gc", heapUsedBytes);
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

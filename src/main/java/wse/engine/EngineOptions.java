package wse.engine;

import java.util.Objects;

/**
 * Options of a {@link WebSocketClient}.
 *
 * @param eventLoops number of event loops, each with one thread; at least 1
 * @param threadName prefix of the names of these threads
 */
public record EngineOptions(Transport transport, int eventLoops, String threadName) {

    public EngineOptions {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(threadName, "threadName");
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops must be at least 1: eventLoops=" + eventLoops);
        }
        if (!transport.isAvailable()) {
            throw new IllegalArgumentException("the transport must be available on this machine: transport=" + transport
                    + " (" + transport.unavailability().orElse("") + "); use AUTO or NIO");
        }
    }

    /** Options with the best transport of this machine and this many event loops. */
    public static EngineOptions of(int eventLoops) {
        return new EngineOptions(Transport.AUTO, eventLoops, "wse-engine");
    }
}

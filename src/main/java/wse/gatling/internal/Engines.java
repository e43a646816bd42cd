package wse.gatling.internal;

import java.util.HashMap;
import java.util.Map;
import wse.config.TransportKind;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.Transports;

/** The engines of one Gatling run, one per kind of transport and number of loops asked for. Thread-safe. */
final class Engines implements AutoCloseable {

    private record Kind(TransportKind transport, int eventLoops) {}

    private final Map<Kind, WebSocketClient> clients = new HashMap<>();

    synchronized WebSocketClient of(WseSettings settings) {
        return clients.computeIfAbsent(new Kind(settings.transport(), settings.eventLoops()), Engines::start);
    }

    private static WebSocketClient start(Kind kind) {
        int loops =
                kind.eventLoops() > 0 ? kind.eventLoops() : Runtime.getRuntime().availableProcessors();
        return new WebSocketClient(new EngineOptions(Transports.of(kind.transport()), loops, "wse-engine"));
    }

    /** Closes all connections, those of users that Gatling stopped too. */
    @Override
    public synchronized void close() {
        clients.values().forEach(WebSocketClient::close);
        clients.clear();
    }
}

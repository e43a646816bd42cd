package wse.gatling.internal;

import java.util.HashMap;
import java.util.Map;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.Transports;

/**
 * The engines of one Gatling run: one for each transport and number of event loops that a protocol asks for. Thread-safe.
 */
final class Engines implements AutoCloseable {

    private final Map<WseSettings.Engine, WebSocketClient> clients = new HashMap<>();

    synchronized WebSocketClient of(WseSettings.Engine engine) {
        return clients.computeIfAbsent(engine, Engines::start);
    }

    private static WebSocketClient start(WseSettings.Engine engine) {
        return new WebSocketClient(new EngineOptions(Transports.of(engine.transport()), engine.loops(), "wse-engine"));
    }

    /** Closes all connections, including those of users whom Gatling stopped. */
    @Override
    public synchronized void close() {
        clients.values().forEach(WebSocketClient::close);
        clients.clear();
    }
}

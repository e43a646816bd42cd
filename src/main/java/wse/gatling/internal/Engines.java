package wse.gatling.internal;

import java.util.HashMap;
import java.util.Map;
import wse.config.Config;
import wse.config.Settings;
import wse.config.TransportKind;
import wse.engine.CompressionCount;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.Compressed;
import wse.load.Transports;
import wse.measure.CompressionUse;

/**
 * The engines of one Gatling run: one for each transport and number of event loops that a protocol asks for. Thread-safe.
 */
final class Engines implements AutoCloseable {

    /** @param eventLoops 0 for one per core */
    private record Engine(TransportKind transport, int eventLoops) {

        WebSocketClient start() {
            int loops = eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
            return new WebSocketClient(new EngineOptions(Transports.of(transport), loops, "wse-engine"));
        }
    }

    private final Map<Engine, WebSocketClient> clients = new HashMap<>();

    /** The engine that these settings ask for. */
    synchronized WebSocketClient of(Config config) {
        return clients.computeIfAbsent(
                new Engine(config.get(Settings.TRANSPORT), config.get(Settings.EVENT_LOOPS)), Engine::start);
    }

    /** What all connections have compressed so far. */
    synchronized CompressionUse compressed() {
        return Compressed.of(clients.values().stream()
                .map(WebSocketClient::compressed)
                .reduce(CompressionCount.NONE, CompressionCount::plus));
    }

    /** Closes all connections, including those of users whom Gatling stopped. */
    @Override
    public synchronized void close() {
        clients.values().forEach(WebSocketClient::close);
        clients.clear();
    }
}

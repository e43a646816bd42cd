package wse.run.target;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import wse.config.TargetConfig;
import wse.health.ListeningProcess;

/** A server that the settings name. It runs independently of this program. */
record NamedServer(TargetConfig config, InetSocketAddress address) implements TestedServer {

    @Override
    public String host() {
        return config.host();
    }

    @Override
    public List<URI> metricsUris() {
        return Stream.ofNullable(config.metrics()).toList();
    }

    @Override
    public List<Long> processIds() {
        return ListeningProcess.find(address.getAddress(), address.getPort());
    }

    @Override
    public List<String> losses() {
        return List.of();
    }

    @Override
    public void onLoss(Consumer<String> listener) {
        // None of its processes was started here.
    }

    @Override
    public String name(String version) {
        return config.dialect() + " server, version " + version;
    }

    @Override
    public void close() {
        // It continues to run.
    }
}

package wse.run.target;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import wse.config.TargetConfig;
import wse.health.ListeningProcess;
import wse.load.FirstContact;

/** A server that the settings name. It runs independently of this program. */
record NamedServer(TargetConfig config, List<InetSocketAddress> addresses, InetSocketAddress address)
        implements TestedServer {

    /** The server at the first of its addresses. */
    static NamedServer of(TargetConfig config, List<InetSocketAddress> addresses) {
        return new NamedServer(config, addresses, addresses.get(0));
    }

    @Override
    public TestedServer at(InetSocketAddress other) {
        return new NamedServer(config, addresses, other);
    }

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
        String told = version.equals(FirstContact.UNKNOWN) ? "" : ", version " + version;
        return config.dialect() + " server" + told + place();
    }

    /** The address, if the settings give only a name. */
    private String place() {
        boolean known = config.host().contains(":") || config.host().matches("[0-9.]+");
        return known ? "" : ", at " + address.getAddress().getHostAddress();
    }

    @Override
    public void close() {
        // It continues to run.
    }
}

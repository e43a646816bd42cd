package wse.run.target;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import wse.config.TargetConfig;
import wse.health.ListeningProcess;
import wse.load.FirstContact;

/** A server that the settings name. It runs independently of this program. */
record NamedServer(TargetConfig config, List<ServerAddress> addresses) implements TestedServer {

    NamedServer {
        addresses = List.copyOf(addresses);
    }

    @Override
    public TestedServer at(List<ServerAddress> others) {
        return new NamedServer(config, others);
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
        return addresses.stream()
                .map(ServerAddress::address)
                .flatMap(address -> ListeningProcess.find(address.getAddress(), address.getPort()).stream())
                .distinct()
                .toList();
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
        return config.protocolName() + " server" + told + place();
    }

    /** The addresses, if the settings give only names. */
    private String place() {
        List<String> ips = addresses.stream().map(ServerAddress::ip).distinct().toList();
        return config.route().proxy().isPresent() || config.hosts().containsAll(ips)
                ? ""
                : ", at " + String.join(", ", ips);
    }

    @Override
    public void close() {
        // It continues to run.
    }
}

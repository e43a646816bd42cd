package wse.cluster;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import wse.text.Hosts;

/**
 * The addresses at which a process looks for members of the cluster.
 *
 * @param hosts addresses to ask; empty for the first member. An unresolved host is resolved each time and stands for all
 *     current addresses of its name, as with a headless service in Kubernetes
 */
public record Seeds(List<InetSocketAddress> hosts) {

    public Seeds {
        hosts = List.copyOf(hosts);
    }

    public static Seeds none() {
        return new Seeds(List.of());
    }

    public static Seeds hosts(InetSocketAddress... hosts) {
        return new Seeds(List.of(hosts));
    }

    /** The seeds in the form in which people write them. */
    @Override
    public String toString() {
        return hosts.stream()
                .map(host -> Hosts.bracketed(host.getHostString()) + ":" + host.getPort())
                .collect(Collectors.joining(","));
    }
}

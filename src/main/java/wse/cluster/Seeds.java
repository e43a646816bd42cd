package wse.cluster;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a process looks for the cluster: members that may be there.
 *
 * @param hosts one that is unresolved is looked up anew each time, and stands for all addresses that its name has then, as
 *     of a headless service in Kubernetes. Empty for none, as the first one has it
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

    /** As people write them. */
    @Override
    public String toString() {
        return hosts.stream()
                .map(host ->
                        (host.getHostString().contains(":") ? "[" + host.getHostString() + "]" : host.getHostString())
                                + ":" + host.getPort())
                .collect(Collectors.joining(","));
    }
}

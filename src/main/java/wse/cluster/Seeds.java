package wse.cluster;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a process looks for the cluster; one of the two.
 *
 * @param hosts members that may be there; empty for none, as the first one has it
 * @param dnsName a name whose addresses are the members', as of a headless service in Kubernetes; all of them listen on
 *     the same port. Null for none
 */
public record Seeds(List<InetSocketAddress> hosts, String dnsName) {

    public Seeds {
        hosts = List.copyOf(hosts);
    }

    public static Seeds none() {
        return new Seeds(List.of(), null);
    }

    public static Seeds hosts(InetSocketAddress... hosts) {
        return new Seeds(List.of(hosts), null);
    }

    public static Seeds dns(String name) {
        return new Seeds(List.of(), name);
    }

    @Override
    public String toString() {
        return dnsName != null ? "DNS " + dnsName : hosts.toString();
    }
}

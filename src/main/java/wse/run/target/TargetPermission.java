package wse.run.target;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import wse.config.BadInputException;
import wse.config.TargetConfig;
import wse.engine.IpText;

/**
 * Prevents load on a server that nobody meant to test: a server on the Internet must be named a second time, and the metadata
 * services of clouds are never a target. Pure.
 */
public final class TargetPermission {

    /** Not reachable from the Internet, according to IANA's registries of special-purpose addresses (RFC 6890). */
    private static final List<IpSubnetFilterRule> OWN_NETWORKS = networks(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "198.18.0.0/15",
            "::1/128",
            "fc00::/7",
            "fe80::/10");

    /**
     * Where virtual machines ask their cloud for their metadata and credentials: AWS, Azure, Google Cloud and most
     * others; AWS over IPv6 and for containers; Alibaba Cloud; Azure's platform services.
     */
    private static final List<IpSubnetFilterRule> METADATA = networks(
            "169.254.169.254/32",
            "fd00:ec2::254/128",
            "169.254.170.2/32",
            "fd00:ec2::23/128",
            "100.100.100.200/32",
            "168.63.129.16/32");

    private TargetPermission() {}

    /**
     * @param host one of {@code wse.host}
     * @param addresses those of this host
     * @throws BadInputException if one of them must not be tested, or not without a confirmation
     */
    static void require(TargetConfig config, String host, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (isMetadataService(address)) {
                throw new BadInputException("wse.host must not be the metadata service of a cloud: wse.host="
                        + shown(host, address) + "; give the address of the server to test");
            }
            if (!config.isConfirmed(host) && !contains(OWN_NETWORKS, address)) {
                throw new BadInputException(
                        "a server on the Internet must be confirmed before it is put under load: wse.host="
                                + shown(host, address) + "; if you may test it, give -Dwse.confirmTarget="
                                + config.host() + " too");
            }
        }
    }

    /** Whether this is the address of a cloud's metadata service. */
    public static boolean isMetadataService(InetAddress address) {
        return contains(METADATA, address);
    }

    private static String shown(String host, InetAddress address) {
        String ip = IpText.of(address);
        return host.equals(ip) ? host : host + " (" + ip + ")";
    }

    private static boolean contains(List<IpSubnetFilterRule> networks, InetAddress address) {
        InetSocketAddress anyPort = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(anyPort));
    }

    private static List<IpSubnetFilterRule> networks(String... all) {
        return Stream.of(all)
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }
}

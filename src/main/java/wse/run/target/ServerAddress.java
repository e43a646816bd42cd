package wse.run.target;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import wse.config.BadInputException;
import wse.config.TargetConfig;
import wse.engine.HostHeader;
import wse.engine.IpText;

/**
 * One of the addresses of the server under test.
 *
 * @param hostHeader the name that the user gave for it, with its port unless that is the default one
 */
public record ServerAddress(InetSocketAddress address, String hostHeader) {

    /** The address of a server that the run starts. */
    static ServerAddress of(String host, int port) {
        return new ServerAddress(new InetSocketAddress(host, port), HostHeader.of(host, port, false));
    }

    /**
     * The addresses of all hosts that the settings name, in order. A proxy looks up the names by itself, so behind a proxy
     * each host counts as a single address.
     *
     * @throws BadInputException if a name does not resolve, or one of the addresses must not be tested
     */
    static List<ServerAddress> all(TargetConfig config, HostNames names) {
        List<ServerAddress> all = new ArrayList<>();
        for (String host : config.hosts()) {
            List<InetAddress> addresses = resolved(host, config.route().proxy().isPresent(), names);
            TargetPermission.require(config, host, addresses);
            String header = HostHeader.of(host, config.port(), config.tls().on());
            addresses.stream()
                    .limit(config.route().proxy().isPresent() ? 1 : addresses.size())
                    .map(address -> new ServerAddress(new InetSocketAddress(address, config.port()), header))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private static List<InetAddress> resolved(String host, boolean proxied, HostNames names) {
        try {
            return names.of(host).stream().distinct().toList();
        } catch (UnknownHostException e) {
            throw new BadInputException("wse.host must be a host name or address that resolves: wse.host=" + host
                    + "; check the spelling or give the IP address"
                    + (proxied
                            ? ". The name must resolve on this machine, too, although the proxy looks it up: the run"
                                    + " checks which servers get load"
                            : ""));
        }
    }

    /** The IP address, with its zone if it has one. */
    public String ip() {
        return IpText.of(address.getAddress());
    }
}

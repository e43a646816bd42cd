package wse.run.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of hosts. */
@FunctionalInterface
interface HostNames {

    /** The resolver of this JVM, which remembers an answer for 30 s by default ({@code networkaddress.cache.ttl}). */
    HostNames OF_THIS_MACHINE = host -> List.of(InetAddress.getAllByName(host));

    /**
     * All IPv4 and IPv6 addresses of a host, at least one.
     *
     * @param host a name, or an IP address without brackets
     */
    List<InetAddress> of(String host) throws UnknownHostException;
}

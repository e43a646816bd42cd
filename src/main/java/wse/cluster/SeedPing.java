package wse.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Responses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the seeds for the members of the cluster. A seed that is a name is resolved each time, because the machines behind a
 * name change. (JGroups' DNS_PING asks a name server, which does not know the entries of {@code /etc/hosts}.)
 */
final class SeedPing extends TCPPING {

    private static final Logger LOG = LoggerFactory.getLogger(SeedPing.class);

    private final Seeds seeds;
    private final Class<?> family;

    /** @param bindAddress decides which family of addresses can be reached */
    SeedPing(Seeds seeds, InetAddress bindAddress) {
        this.seeds = seeds;
        this.family = bindAddress.getClass();
        // Uses the id of the superclass, which JGroups knows: it identifies the protocol's headers.
        id = ClassConfigurator.getProtocolId(TCPPING.class);
        setPortRange(0);
        // The hosts are resolved before each discovery. The setter does not accept an empty list.
        initial_hosts = List.of();
        initial_hosts_set_programmatically = true;
        // Only the seed tells members about each other. If all members did, the cost of a discovery would grow with the
        // cube of their number.
        returnEntireCache(seeds.equals(Seeds.none()));
    }

    @Override
    public String getName() {
        return TCPPING.class.getSimpleName();
    }

    @Override
    public void findMembers(List<Address> members, boolean initialDiscovery, Responses responses) {
        initial_hosts =
                seeds.hosts().stream().flatMap(this::addresses).distinct().toList();
        super.findMembers(members, initialDiscovery, responses);
    }

    private Stream<PhysicalAddress> addresses(InetSocketAddress seed) {
        Stream<InetAddress> all = seed.isUnresolved() ? lookUp(seed.getHostString()) : Stream.of(seed.getAddress());
        return all.filter(family::isInstance).map(address -> new IpAddress(address, seed.getPort()));
    }

    private static Stream<InetAddress> lookUp(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            LOG.debug("the name cannot be resolved yet: {}", name);
            return Stream.empty();
        }
    }
}

package wse.run.crew;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.config.BadInputException;
import wse.run.target.TargetPermission;
import wse.text.Hosts;

/**
 * The servers that the owner of an agent's machine allows it to put under load, whatever a run says. Immutable.
 *
 * @param networks at least one
 */
public record AllowedTargets(List<Network> networks) {

    /** Loopback and private addresses (RFC 1918, RFC 4193): servers of the owner's own network. */
    public static final List<String> DEFAULT =
            List.of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[(?<v6>[^]]+)]|(?<v4>[^:]+))(?::(?<port>\\d{1,5}))?");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * A network, and one port or all ports of its addresses.
     *
     * @param text as its owner wrote it
     */
    public record Network(String text, IpSubnetFilterRule addresses, Optional<Integer> port) {

        private boolean contains(InetSocketAddress target) {
            return addresses.matches(target)
                    && port.filter(only -> only != target.getPort()).isEmpty();
        }
    }

    public AllowedTargets {
        networks = List.copyOf(networks);
    }

    /**
     * @param texts each is an address or a network, optionally with a port: {@code 10.0.0.9}, {@code 10.0.0.0/24:443},
     *     {@code [fd00::/8]:443}
     * @throws BadInputException if one of them is something else
     */
    public static AllowedTargets parse(List<String> texts) {
        return new AllowedTargets(texts.stream().map(AllowedTargets::network).toList());
    }

    private static Network network(String text) {
        boolean bareV6 = text.chars().filter(character -> character == ':').count() > 1 && !text.startsWith("[");
        Matcher parts = WITH_PORT.matcher(bareV6 ? "[" + text + "]" : text);
        if (!parts.matches()) {
            throw bad(text);
        }
        Optional<Integer> port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf);
        if (port.filter(number -> number < 1 || number > HIGHEST_PORT).isPresent()) {
            throw bad(text);
        }
        return new Network(
                text, addresses(Optional.ofNullable(parts.group("v6")).orElse(parts.group("v4")), text), port);
    }

    private static IpSubnetFilterRule addresses(String network, String text) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        boolean v4 = NetUtil.isValidIpV4Address(address);
        if (!v4 && !NetUtil.isValidIpV6Address(address)) {
            throw bad(text);
        }
        try {
            int all = v4 ? 32 : 128;
            int prefix = slash < 0 ? all : Integer.parseInt(network.substring(slash + 1));
            return new IpSubnetFilterRule(MemberBriefing.inet(address), prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw bad(text);
        }
    }

    private static BadInputException bad(String text) {
        return new BadInputException("--allow-target must be an address or a network, optionally with a port, such as"
                + " 10.0.0.0/24, 10.0.0.9:443 or [fd00::/8]:443: --allow-target=" + text);
    }

    /** Why this server must not be put under load; empty if it may. */
    Optional<String> refusal(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        String shown = Hosts.bracketed(address.getHostAddress()) + ":" + target.getPort();
        if (TargetPermission.isMetadataService(address)) {
            return Optional.of("the metadata service of a cloud is never a target: target=" + shown
                    + "; give the run the address of the server to test");
        }
        return networks.stream().anyMatch(network -> network.contains(target))
                ? Optional.empty()
                : Optional.of("an agent connects only to servers that its owner allows: target=" + shown
                        + ", --allow-target=" + this
                        + "; if that server may be tested, start the agent with --allow-target "
                        + shown);
    }

    @Override
    public String toString() {
        return String.join(",", networks.stream().map(Network::text).toList());
    }
}

package wse.gatling.internal;

import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import wse.load.LoadTarget;
import wse.measure.Outcome;
import wse.plan.Share;

/**
 * Chooses the address of the server that each user of a tier connects to. Gatling would resolve the server's name by itself,
 * at random. Thread-safe.
 */
public final class TierServers {

    private static final Set<Outcome> UNREACHED =
            Set.of(Outcome.CONNECT_REFUSED, Outcome.CONNECT_TIMEOUT, Outcome.UNREACHABLE);

    /** Gatling's protocol names the server. */
    public static final TierServers OF_PROTOCOL = new TierServers(Optional.empty(), false);

    /** Gatling's protocol names the server and a proxy. */
    public static final TierServers BEHIND_PROXY = new TierServers(Optional.empty(), true);

    private final Optional<Supplier<LoadTarget>> addresses;
    private final boolean proxied;
    /** The addresses of the tier that has begun; empty before, or if the protocol names the server. */
    private volatile Optional<LoadTarget> target = Optional.empty();

    private TierServers(Optional<Supplier<LoadTarget>> addresses, boolean proxied) {
        this.addresses = addresses;
        this.proxied = proxied;
    }

    /** @param addresses the server's addresses, asked for when the tier begins */
    public static TierServers of(Supplier<LoadTarget> addresses) {
        return new TierServers(Optional.of(addresses), false);
    }

    /** Whether the users connect to addresses that are chosen here, by absolute URLs. */
    public boolean areChosen() {
        return addresses.isPresent();
    }

    /** What an outcome of a connect means: behind a proxy, TCP connections are made only to the proxy. */
    Outcome meaning(Outcome ofConnect) {
        return proxied && UNREACHED.contains(ofConnect) ? Outcome.PROXY_UNREACHABLE : ofConnect;
    }

    /** The tier begins: its users connect to the addresses that the server has now. */
    void begin() {
        target = addresses.map(Supplier::get);
    }

    /** The address of a user. */
    Server of(int index, Share share) {
        return target.map(to ->
                        new Server(to, share.serverTurn(index, to.sources().size(), to.servers())))
                .orElse(Server.OF_PROTOCOL);
    }

    /** Scheme, address and port of the user's server; empty if the protocol names the server. */
    public static String url(Session session) {
        return TierUser.of(session).server.url();
    }

    /** The {@code Host} header of the user's server. */
    public static String hostHeader(Session session) {
        return TierUser.of(session).server.hostHeader();
    }

    /**
     * The address of one user.
     *
     * @param name as the report shows it; empty if there is only one address
     */
    record Server(String name, String url, String hostHeader) {

        static final Server OF_PROTOCOL = new Server("", "", "");

        Server(LoadTarget target, int server) {
            this(
                    target.servers() == 1 ? "" : target.serverName(server),
                    target.url(server),
                    target.endpoints().get(server).hostHeader());
        }
    }
}

package wse.run.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.CompressionSettings;
import wse.config.Config;
import wse.config.Direction;
import wse.config.Settings;
import wse.config.SuiteSettings;
import wse.config.TargetConfig;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Plugins;
import wse.engine.Endpoint;
import wse.health.ServerMemory;
import wse.health.ServerMetrics;

/**
 * The running server under test: the embedded reference server in its own process, or the server that the settings name.
 * Thread-safe; {@link #close()} ends the processes that were started here.
 */
public final class Target implements AutoCloseable {

    private final TargetConfig config;
    private final TestedServer server;
    private final Contact contact;
    private final Dialects dialects;
    private final Dialect dialect;
    private final List<Endpoint> endpoints;

    private Target(Config config, Duration longest, TestedServer server) {
        this.config = config.target();
        this.server = server;
        this.dialects = Dialects.with(this.config.plugins());
        this.contact = contact(config, longest);
        this.dialect = contact.newDialect(dialects);
        this.endpoints = contact.newEndpoints(dialect);
    }

    private Target(Target other, List<ServerAddress> addresses, Dialect dialect) {
        this.config = other.config;
        this.server = other.server.at(addresses);
        this.dialects = other.dialects;
        this.contact = other.contact.withServers(addresses);
        this.dialect = dialect;
        this.endpoints = contact.newEndpoints(dialect);
    }

    /**
     * Starts the embedded server, or resolves the name of the given server.
     *
     * @param longest the longest time that the run can take, for tokens that expire
     * @param processes number of processes of the embedded server
     * @param archive archive of the classes that they share
     * @param cores the cores that the embedded server may use; empty for all
     */
    public static Target up(Config config, Duration longest, int processes, ClassArchive archive, List<Integer> cores) {
        return new Target(
                config,
                longest,
                config.target().isEmbedded()
                        ? started(config, processes, archive, cores)
                        : new NamedServer(
                                config.target(), ServerAddress.all(config.target(), HostNames.OF_THIS_MACHINE)));
    }

    private static TestedServer started(Config config, int processes, ClassArchive archive, List<Integer> cores) {
        return config.get(SuiteSettings.SERVER).isGenuine()
                ? GenuineServer.start(config, cores)
                : EmbeddedServer.start(config, processes, archive, cores);
    }

    /**
     * The addresses to which the run will make its TCP connections; empty for a server that has not been started yet.
     *
     * @throws BadInputException if a name does not resolve, or the server must not be tested
     */
    public static List<InetSocketAddress> known(TargetConfig config) {
        if (config.isEmbedded()) {
            return List.of();
        }
        List<ServerAddress> all = ServerAddress.all(config, HostNames.OF_THIS_MACHINE);
        return config.route()
                .proxy()
                .map(proxy -> List.of(Proxy.of(proxy).address()))
                .orElseGet(() -> all.stream().map(ServerAddress::address).toList());
    }

    /** The protocol that the settings name. It can be used before the server is up, but not for connections. */
    public static Dialect dialect(Config config) {
        Dialects dialects = Dialects.with(config.target().plugins());
        return dialects.create(config.target().dialect(), context(dialects, config));
    }

    private static DialectContext context(Dialects dialects, Config config) {
        Optional<Direction> direction =
                config.find(Settings.DIRECTION).filter(known -> config.test().isFlood());
        return dialects.context(config.target(), direction, Instant.now());
    }

    private Contact contact(Config all, Duration longest) {
        return new Contact(
                server.addresses(),
                config.route().proxy().map(Proxy::of),
                Security.of(config.tls()),
                config.dialect(),
                context(dialects, all).withLongest(longest),
                CompressionSettings.offered(all),
                new Contact.Limits(all.connect().connectTimeout(), all.connect().maxMessageBytes()));
    }

    /** The addresses of the server that connections are made to, in turn. */
    public List<ServerAddress> addresses() {
        return contact.servers();
    }

    /** The same server at other addresses. Closing either of the two closes both. */
    public Target at(List<ServerAddress> others) {
        return new Target(this, others, dialect);
    }

    /** The same server for a client that speaks this dialect, with the additions of the settings to its requests. */
    public Target speaking(Dialect other) {
        return new Target(this, addresses(), Dialects.requested(other, contact.context()));
    }

    public TargetConfig config() {
        return config;
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return address().getPort();
    }

    /** The first of its addresses. */
    public InetSocketAddress address() {
        return contact.address();
    }

    /** Scheme, host and port of the server, or of the first of its hosts, as Gatling's {@code wsBaseUrl} expects them. */
    public String baseUrl() {
        return contact.urls().get(0);
    }

    /** What a client in another process must know. */
    public Contact contact() {
        return contact;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Class path entries of the protocol's plug-in, which other processes need too; empty if it is on the class path. */
    public List<Path> plugins() {
        return Plugins.classPath(config.plugins());
    }

    /** The class that provides the protocol. */
    public Class<?> provider() {
        return dialects.named(config.dialect()).getClass();
    }

    /** The endpoints of the first user, one for each of its {@link #addresses()}. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The counters of each server process; empty if the server does not publish any. */
    public List<ServerMetrics> metrics() {
        return server.metricsUris().stream()
                .map(uri -> new ServerMetrics(uri, dialect.counters()))
                .toList();
    }

    /** A sentence for each process of the embedded server that has ended too early. */
    public List<String> losses() {
        return server.losses();
    }

    /** Reports each process of the embedded server that ends too early, on a thread of the JDK. */
    public void onLoss(Consumer<String> listener) {
        server.onLoss(listener);
    }

    /** Processes of the server on this machine; empty if it runs elsewhere. */
    public List<Long> processIds() {
        return server.processIds();
    }

    /** Resident memory of the server's processes on this machine now; empty if it runs elsewhere. */
    public Optional<Long> rssBytes() {
        return ServerMemory.rssBytes(processIds());
    }

    /** @param version as reported by the server */
    public String serverName(String version) {
        return server.name(version);
    }

    @Override
    public void close() {
        server.close();
    }
}

package wse.run.target;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.Direction;
import wse.config.TargetConfig;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Plugins;
import wse.engine.Endpoint;
import wse.health.ServerMetrics;

/**
 * The running server under test: the embedded reference server in its own process, or the server that the settings name.
 * Thread-safe; {@link #close()} ends the processes that were started here.
 */
public final class Target implements AutoCloseable {

    private final TargetConfig config;
    private final TestedServer server;
    private final InetSocketAddress address;
    private final Contact contact;
    private final Dialects dialects;
    private final Dialect dialect;
    private final Endpoint endpoint;

    private Target(Config config, TestedServer server) {
        this.config = config.target();
        this.server = server;
        this.address = server.address();
        this.dialects = Dialects.with(this.config.plugins());
        this.contact = contact(config);
        this.dialect = contact.newDialect(dialects);
        this.endpoint = contact.newEndpoint(dialect);
    }

    /**
     * Starts the embedded server, or resolves the name of the given server.
     *
     * @param processes number of processes of the embedded server
     * @param archive archive of the classes that they share
     */
    public static Target up(Config config, int processes, ClassArchive archive) {
        return new Target(
                config,
                config.target().isEmbedded()
                        ? EmbeddedServer.start(config, processes, archive)
                        : new NamedServer(config.target(), resolve(config.target())));
    }

    /**
     * The address of the server that the settings name; empty for the embedded server, which has not been started yet.
     *
     * @throws BadInputException if the name does not resolve
     */
    public static Optional<InetSocketAddress> known(TargetConfig config) {
        return config.isEmbedded() ? Optional.empty() : Optional.of(resolve(config));
    }

    private static InetSocketAddress resolve(TargetConfig config) {
        try {
            return new InetSocketAddress(InetAddress.getByName(config.host()), config.port());
        } catch (UnknownHostException e) {
            throw new BadInputException("wse.host must be a host name or address that resolves: wse.host="
                    + config.host() + "; check the spelling or give the IP address");
        }
    }

    /** The protocol that the settings name. */
    public static Dialect dialect(Config config) {
        Dialects dialects = Dialects.with(config.target().plugins());
        return dialects.create(config.target().dialect(), context(dialects, config));
    }

    private static DialectContext context(Dialects dialects, Config config) {
        Optional<Direction> direction = Optional.ofNullable(config.flood().direction())
                .filter(known -> config.test().isFlood());
        return dialects.context(config.target(), direction, Instant.now());
    }

    private Contact contact(Config all) {
        return new Contact(
                address,
                hostHeader(),
                config.tls(),
                config.dialect(),
                context(dialects, all),
                all.connect().connectTimeout());
    }

    public TargetConfig config() {
        return config;
    }

    private String hostHeader() {
        String host = host();
        String name = host.contains(":") ? "[" + host + "]" : host;
        return name + ":" + address.getPort();
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return address.getPort();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Scheme, host and port, as Gatling's {@code wsBaseUrl} expects them. */
    public String baseUrl() {
        return (config.tls() ? "wss://" : "ws://") + hostHeader();
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

    public Endpoint endpoint() {
        return endpoint;
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

    /** @param version as reported by the server */
    public String serverName(String version) {
        return server.name(version);
    }

    @Override
    public void close() {
        server.close();
    }
}

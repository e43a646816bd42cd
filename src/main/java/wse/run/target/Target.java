package wse.run.target;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.Direction;
import wse.config.TargetConfig;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Plugins;
import wse.engine.Endpoint;
import wse.health.ListeningProcess;
import wse.health.ServerMetrics;
import wse.server.ServerGroup;
import wse.server.ServerOptions;

/**
 * The running server under test: the embedded reference server in its own process, or the server that the settings name.
 * Thread-safe; {@link #close()} ends the processes that were started here.
 */
public final class Target implements AutoCloseable {

    private final TargetConfig config;
    private final ServerGroup embedded;
    private final InetSocketAddress address;
    private final Contact contact;
    private final Dialects dialects;
    private final Dialect dialect;
    private final Endpoint endpoint;
    private final AtomicBoolean ending = new AtomicBoolean();
    /** The losses so far, kept from the moment when the target is being closed. */
    private volatile List<String> lost = List.of();

    private Target(Config config, ServerGroup embedded) {
        this.config = config.target();
        this.embedded = embedded;
        this.address = embedded == null ? resolve(this.config) : new InetSocketAddress("127.0.0.1", embedded.port());
        this.dialects = Dialects.with(this.config.plugins());
        this.contact = contact(config);
        this.dialect = contact.newDialect(dialects);
        this.endpoint = endpoint(contact, dialect);
    }

    /**
     * Starts the embedded server, or resolves the name of the given server.
     *
     * @param processes number of processes of the embedded server
     * @param archive archive of the classes that they share
     */
    public static Target up(Config config, int processes, ClassArchive archive) {
        if (!config.target().isEmbedded()) {
            return new Target(config, null);
        }
        ServerOptions defaults = ServerOptions.defaults();
        requireRoom(config, defaults.limits().maxMessageBytes());
        ServerOptions.Speech speech = defaults.speech()
                .withRead(config.target().serverRead())
                .withForm(config.target().form())
                .withSecret(config.target().secret().reveal());
        try {
            return new Target(
                    config,
                    ServerGroup.start(
                            defaults.withSpeech(speech)
                                    .withListen(defaults.listen().withProcesses(processes))
                                    .withLimits(defaults.limits()
                                            .withMaxConnections(config.target().serverMaxConnections())
                                            .withPingInterval(config.target().serverPingInterval())),
                            archive));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    /**
     * The embedded server would close every connection with code 1009. The limits of other servers are not known in advance.
     */
    private static void requireRoom(Config config, int maxMessageBytes) {
        int largest = config.test() == TestKind.SIZE_MATRIX
                ? Collections.max(config.flood().sizes())
                : 0;
        if (largest > maxMessageBytes) {
            throw new BadInputException("wse.sizes must not exceed the " + maxMessageBytes
                    + " bytes that the embedded server accepts in one message, like the genuine one: wse.sizes has "
                    + largest + "; give smaller ones, or wse.host of a server that accepts more");
        }
    }

    /** @throws BadInputException if the name does not resolve */
    public static InetSocketAddress resolve(TargetConfig config) {
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
        Direction direction = config.test().isFlood() ? config.flood().direction() : null;
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

    private static Endpoint endpoint(Contact contact, Dialect dialect) {
        try {
            return contact.newEndpoint(dialect);
        } catch (SSLException e) {
            throw new BadInputException("wse.tls needs a working TLS set-up of this JVM: " + e.getMessage());
        }
    }

    private String hostHeader() {
        String host = host();
        String name = host.contains(":") ? "[" + host + "]" : host;
        return name + ":" + address.getPort();
    }

    public String host() {
        return embedded == null ? config.host() : "127.0.0.1";
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
        Stream<URI> uris = embedded == null ? Stream.ofNullable(config.metrics()) : embedded.metricsUris().stream();
        return uris.map(uri -> new ServerMetrics(uri, dialect.counters())).toList();
    }

    /** A sentence for each process of the embedded server that has ended too early. */
    public List<String> losses() {
        return embedded == null ? List.of() : ending.get() ? lost : embedded.losses();
    }

    /** Reports each process of the embedded server that ends too early, on a thread of the JDK. */
    public void onLoss(Consumer<String> listener) {
        if (embedded != null) {
            embedded.onLoss(loss -> {
                if (!ending.get()) {
                    listener.accept(loss);
                }
            });
        }
    }

    /** Processes of the server on this machine; empty if it runs elsewhere. */
    public List<Long> processIds() {
        return embedded == null
                ? ListeningProcess.find(address.getAddress(), address.getPort())
                : embedded.processIds();
    }

    /** @param version as reported by the server */
    public String serverName(String version) {
        return embedded == null
                ? config.dialect() + " server, version " + version
                : "reference server, form " + config.form().version();
    }

    @Override
    public void close() {
        if (embedded != null && !ending.get()) {
            lost = embedded.losses();
            ending.set(true);
            embedded.close();
        }
    }
}

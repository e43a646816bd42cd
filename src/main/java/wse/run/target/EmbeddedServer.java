package wse.run.target;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.CompressionSettings;
import wse.config.Config;
import wse.config.Settings;
import wse.config.TargetConfig;
import wse.config.TestKind;
import wse.server.ServerGroup;
import wse.server.ServerOptions;

/** The reference server in processes of its own, which are started and ended for the run. */
final class EmbeddedServer implements TestedServer {

    private static final String HOST = "127.0.0.1";

    private final TargetConfig config;
    private final ServerGroup group;
    private final AtomicBoolean ending = new AtomicBoolean();
    /** The losses up to the moment when ending the server began. */
    private volatile List<String> lost = List.of();

    private EmbeddedServer(TargetConfig config, ServerGroup group) {
        this.config = config;
        this.group = group;
    }

    /**
     * Starts the server.
     *
     * @param processes number of its processes
     * @param archive archive of the classes that they share
     * @param cores the cores that it may use; empty for all
     * @throws BadInputException if it cannot start, or would not accept the messages of the test
     */
    static EmbeddedServer start(Config config, int processes, ClassArchive archive, List<Integer> cores) {
        ServerOptions options = options(config, processes, cores);
        requireRoom(config, options.limits().maxMessageBytes());
        try {
            return new EmbeddedServer(config.target(), ServerGroup.start(options, archive));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private static ServerOptions options(Config all, int processes, List<Integer> cores) {
        TargetConfig config = all.target();
        ServerOptions defaults = ServerOptions.defaults();
        ServerOptions.Listen listen = defaults.listen().withProcesses(processes);
        return new ServerOptions(
                cores.isEmpty() ? listen : listen.withCores(cores),
                defaults.speech()
                        .withRead(config.serverRead())
                        .withForm(config.form())
                        .withCompression(
                                all.get(CompressionSettings.COMPRESSION).isOn())
                        .withSecret(config.secret().reveal()),
                defaults.limits()
                        .withMaxConnections(config.serverMaxConnections())
                        .withPingInterval(config.serverPingInterval()));
    }

    /** The server would close every connection with code 1009. The limits of other servers are not known in advance. */
    private static void requireRoom(Config config, int maxMessageBytes) {
        int largest = config.test() == TestKind.SIZE_MATRIX ? Collections.max(config.get(Settings.SIZES)) : 0;
        if (largest > maxMessageBytes) {
            throw new BadInputException("wse.sizes must not exceed the " + maxMessageBytes
                    + " bytes that the embedded server accepts in one message, like the genuine one: wse.sizes has "
                    + largest + "; choose smaller sizes, or set wse.host to a server that accepts more");
        }
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public List<ServerAddress> addresses() {
        return List.of(ServerAddress.of(HOST, group.port()));
    }

    /** It has no other address. */
    @Override
    public TestedServer at(List<ServerAddress> others) {
        return this;
    }

    @Override
    public List<URI> metricsUris() {
        return group.metricsUris();
    }

    @Override
    public List<Long> processIds() {
        return group.processIds();
    }

    @Override
    public List<String> losses() {
        return ending.get() ? lost : group.losses();
    }

    @Override
    public void onLoss(Consumer<String> listener) {
        group.onLoss(loss -> {
            if (!ending.get()) {
                listener.accept(loss);
            }
        });
    }

    @Override
    public String name(String version) {
        return "reference server, with the messages of wse-server "
                + config.form().version();
    }

    @Override
    public void close() {
        if (!ending.get()) {
            lost = group.losses();
            ending.set(true);
            group.close();
        }
    }
}

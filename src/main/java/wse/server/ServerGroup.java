package wse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import wse.child.ClassArchive;
import wse.child.Starts;

/**
 * A {@link ReferenceServer} in one or more processes that share a port. The kernel chooses the process of each connection by
 * a hash of both addresses and ports, so the sizes of their shares differ at random. Each process has counters of its own.
 * If one dies, the others continue, and its loss is reported. Thread-safe.
 */
public final class ServerGroup implements AutoCloseable {

    private final List<ServerProcess> processes;

    private ServerGroup(List<ServerProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    /**
     * Starts the processes, as many at once as there are cores, and waits until all of them are listening.
     *
     * @throws IllegalStateException if a process does not start or the port is not free; the other processes are stopped
     */
    public static ServerGroup start(ServerOptions options) {
        return start(options, ClassArchive.NONE);
    }

    /**
     * Starts the processes like {@link #start(ServerOptions)}, with a class archive.
     *
     * @param archive class archive that the processes share
     */
    public static ServerGroup start(ServerOptions options, ClassArchive archive) {
        ServerOptions.Listen listen = options.listen();
        if (listen.processes() > 1) {
            requireFree(listen);
        }
        ServerProcess first = startOne(options, archive, 0, listen.port());
        List<ServerProcess> all = new ArrayList<>(List.of(first));
        try {
            all.addAll(startAll(options, archive, first.port()));
            return new ServerGroup(all);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** A shared port can be bound twice: without this check, two servers would each get half of the connections. */
    private static void requireFree(ServerOptions.Listen listen) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port must be free on this machine: port=" + listen.port() + " (" + taken.getMessage()
                            + "); choose another one, or 0 for any free port",
                    taken);
        }
    }

    private static ServerProcess startOne(ServerOptions options, ClassArchive archive, int index, int port) {
        ServerOptions.Listen listen = options.listen();
        String name = listen.processes() == 1 ? "server" : "server-" + (index + 1);
        return ServerProcess.start(name, options.withListen(listen.ofProcess(index, port)), archive);
    }

    /** Starts all processes but the first. */
    private static List<ServerProcess> startAll(ServerOptions options, ClassArchive archive, int port) {
        List<Supplier<ServerProcess>> starts = IntStream.range(
                        1, options.listen().processes())
                .<Supplier<ServerProcess>>mapToObj(index -> () -> startOne(options, archive, index, port))
                .toList();
        try {
            return Starts.all(Runtime.getRuntime().availableProcessors(), starts, ServerProcess::close);
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io
                    ? io
                    : new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return processes.get(0).port();
    }

    /** Where the counters of each process can be read. */
    public List<URI> metricsUris() {
        return processes.stream().map(ServerProcess::metricsUri).toList();
    }

    /** Ids of all processes, including those that have ended. */
    public List<Long> processIds() {
        return processes.stream().map(ServerProcess::pid).toList();
    }

    /** A sentence for each process that has ended, with its exit status and its last output. */
    public List<String> losses() {
        return processes.stream()
                .map(ServerProcess::loss)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Reports each process that ends. The listener is called on a thread of the JDK. */
    public void onLoss(Consumer<String> listener) {
        processes.forEach(
                process -> process.onExit().thenAccept(gone -> gone.loss().ifPresent(listener)));
    }

    /** Stops all processes and waits for their end. May be called more than once. */
    @Override
    public void close() {
        processes.forEach(ServerProcess::end);
        processes.forEach(ServerProcess::close);
    }
}

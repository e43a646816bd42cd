package wse.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wse.child.ChildJvm;
import wse.child.ChildProcess;
import wse.child.ClassArchive;

/**
 * A {@link ReferenceServer} in a Java process of its own, so that the load and the server do not share a heap, a garbage
 * collector or a JIT compiler. The child exits on {@link #close()}, and also when this process dies in any way, because it
 * reads a pipe whose other end is here. Options and secret go through that pipe and never into an argument. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    /** How long a server may take to start; a JVM on a busy machine takes a few seconds. */
    public static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** A connection takes at most 2.5 KB; this is twice as much, so that the garbage collector has room. */
    private static final int HEAP_BYTES_PER_CONNECTION = 5 << 10;

    /** A client that asks for a smaller window makes JZlib compress on the heap: at most 212 KB, with 14 bits. */
    private static final int COMPRESSOR_BYTES = 212 << 10;

    private static final int CONNECTIONS_ALLOWED_FOR = 100_000;
    private static final int BASE_HEAP_MEGABYTES = 256;

    /** Young generation of all processes together: large enough that per-message garbage is never promoted. */
    private static final int YOUNG_MEGABYTES = 64;

    /**
     * Smallest young generation of a process. At thousands of handshakes per second it is collected often, which is cheap.
     */
    private static final int LEAST_YOUNG_MEGABYTES = 16;

    /** Initial old generation, because each growth of the heap costs a full collection. Unused parts take no memory. */
    private static final int OLD_MEGABYTES = 64;

    private static final ChildJvm JVM =
            new ChildJvm(ServerChild.class, ServerBootstrap.class, ByteBuf.class, Epoll.class, HttpServerCodec.class);

    private final ChildProcess process;
    private final CompletableFuture<Ready> ready;

    private record Ready(int port, URI metricsUri) {}

    private ServerProcess(ChildProcess process, CompletableFuture<Ready> ready) {
        this.process = process;
        this.ready = ready;
        process.onExit().thenRun(() -> ready.completeExceptionally(new IOException("it ended")));
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @throws IllegalStateException if it does not start within {@link #START_TIMEOUT}; the message contains its output
     */
    public static ServerProcess start(ServerOptions options) {
        return start("server", options, ClassArchive.NONE);
    }

    /**
     * Starts a server like {@link #start(ServerOptions)}.
     *
     * @param name name of the server in messages
     * @param archive class archive that it shares with other processes
     */
    static ServerProcess start(String name, ServerOptions options, ClassArchive archive) {
        CompletableFuture<Ready> ready = new CompletableFuture<>();
        ServerProcess server = new ServerProcess(
                ChildProcess.start(name, command(options, archive), text(options), line -> isReady(line, ready)),
                ready);
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * The heap has room for up to {@value #CONNECTIONS_ALLOWED_FOR} connections. Its young generation is large enough that
     * per-message garbage is never promoted; with many processes, each one has fewer messages.
     */
    private static List<String> command(ServerOptions options, ClassArchive archive) {
        long connections = Math.min(options.limits().maxConnections(), CONNECTIONS_ALLOWED_FOR);
        int each = HEAP_BYTES_PER_CONNECTION + (options.speech().compression() ? COMPRESSOR_BYTES : 0);
        long megabytes = BASE_HEAP_MEGABYTES + (connections * each >> 20);
        long young = Math.max(
                LEAST_YOUNG_MEGABYTES, YOUNG_MEGABYTES / options.listen().processes());
        return JVM.withCores(options.listen().cores())
                .command(
                        options.listen().processes(),
                        archive,
                        "-Xms" + (young + OLD_MEGABYTES) + "m",
                        "-Xmn" + young + "m",
                        "-Xmx" + megabytes + "m");
    }

    private static String text(ServerOptions options) {
        StringWriter text = new StringWriter();
        try {
            ServerProperties.write(options).store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return text + "\n";
    }

    private static boolean isReady(String line, CompletableFuture<Ready> ready) {
        if (!line.startsWith(ServerChild.READY)) {
            return false;
        }
        String[] words = line.split("[ =]");
        ready.complete(new Ready(Integer.parseInt(words[2]), URI.create(words[4])));
        return true;
    }

    private void awaitReady() {
        try {
            ready.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            String why = e instanceof TimeoutException ? "not ready after " + START_TIMEOUT : "it ended";
            throw new IllegalStateException("the embedded server did not start (" + why + "): " + said(), e);
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return ready.join().port();
    }

    /** Where its counters can be read. */
    public URI metricsUri() {
        return ready.join().metricsUri();
    }

    /** Id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines it wrote, for an error message. */
    public String said() {
        return process.said();
    }

    /** How the process ended, with its last output; empty while it is running. */
    Optional<String> loss() {
        return process.loss();
    }

    /** Completes when the process has ended. */
    CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(gone -> this);
    }

    /** Tells the server to stop, but does not wait until it has stopped. */
    void end() {
        process.end();
    }

    /** Stops the server and waits for its end; kills it if it does not end by itself. May be called more than once. */
    @Override
    public void close() {
        process.close();
    }
}

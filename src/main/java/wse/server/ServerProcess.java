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
 * A {@link ReferenceServer} in a Java process of its own, so that the load and the server do not share a heap, a collector
 * or a JIT compiler. The child ends with {@link #close()}, and by itself when this process dies, killed or not: it reads
 * the pipe whose other end is here. Options and secret go through that pipe, never into an argument. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    /** From the start of the process to its ready line; a cold JVM on a busy machine takes a few seconds. */
    public static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** A connection takes 2.5 KB at most; twice that, so that the collector has room. */
    private static final int HEAP_BYTES_PER_CONNECTION = 5 << 10;

    private static final int CONNECTIONS_ALLOWED_FOR = 100_000;
    private static final int BASE_HEAP_MEGABYTES = 256;

    /** Of all processes together: what messages leave behind never gets old in it. */
    private static final int YOUNG_MEGABYTES = 64;

    /** Thousands of handshakes a second leave this little unless it is collected often, which costs the less. */
    private static final int LEAST_YOUNG_MEGABYTES = 16;

    /** A heap that grows as it is needed collects all of it each time it does. What is not used takes no memory. */
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
     * @throws IllegalStateException if it does not come up within {@link #START_TIMEOUT}; the message holds what it said
     */
    public static ServerProcess start(ServerOptions options) {
        return start("server", options, ClassArchive.NONE);
    }

    /**
     * As above.
     *
     * @param name what it is called when it is lost
     * @param archive of classes that it has in common with others
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
     * A heap for {@value #CONNECTIONS_ALLOWED_FOR} connections at most, its young part large enough that what a message
     * leaves behind never gets old; with many processes, each has fewer messages.
     */
    private static List<String> command(ServerOptions options, ClassArchive archive) {
        long connections = Math.min(options.limits().maxConnections(), CONNECTIONS_ALLOWED_FOR);
        long megabytes = BASE_HEAP_MEGABYTES + (connections * HEAP_BYTES_PER_CONNECTION >> 20);
        long young = Math.max(
                LEAST_YOUNG_MEGABYTES, YOUNG_MEGABYTES / options.listen().processes());
        return JVM.command(
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

    /** Where its counters are. */
    public URI metricsUri() {
        return ready.join().metricsUri();
    }

    /** Of the process, to measure it by. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is still there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines it wrote, for an error message. */
    public String said() {
        return process.said();
    }

    /** How it ended and the last thing it said; empty while it is there. */
    Optional<String> loss() {
        return process.loss();
    }

    /** Completes when the process is gone. */
    CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(gone -> this);
    }

    /** Tells the server to end, and does not wait. */
    void end() {
        process.end();
    }

    /** Ends the server and waits until it is gone; kills it if it does not go. Can be called twice. */
    @Override
    public void close() {
        process.close();
    }
}

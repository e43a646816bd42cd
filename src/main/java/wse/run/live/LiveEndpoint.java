package wse.run.live;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import wse.config.BadInputException;
import wse.text.Hosts;

/**
 * Serves the figures of a run as a page for Prometheus, in its text format or in OpenMetrics, on a few threads of its own.
 * Thread-safe.
 */
final class LiveEndpoint implements AutoCloseable {

    private static final String PATH = "/metrics";

    /** More requests at the same time have to wait, so that nobody can slow the run down by asking often. */
    private static final int THREADS = 2;

    private static final int MOST_WAITING = 100;
    private static final int IDLE_SECONDS = 60;
    private static final int END_SECONDS = 2;

    private final HTTPServer server;
    private final InetAddress address;
    private final ThreadPoolExecutor threads;

    private LiveEndpoint(HTTPServer server, InetAddress address, ThreadPoolExecutor threads) {
        this.server = server;
        this.address = address;
        this.threads = threads;
    }

    /**
     * Begins to serve the figures.
     *
     * @param address an address of this machine
     * @param port 0 for any free port
     * @throws BadInputException if the port or the address cannot be used
     */
    static LiveEndpoint open(LiveMetrics metrics, String address, int port) {
        ThreadPoolExecutor threads = newThreads();
        try {
            PrometheusRegistry registry = new PrometheusRegistry();
            registry.register(new PrometheusFamilies(metrics));
            InetAddress local = InetAddress.getByName(address);
            HTTPServer server = HTTPServer.builder(
                            PrometheusProperties.builder().build())
                    .inetAddress(local)
                    .port(port)
                    .metricsHandlerPath(PATH)
                    .executorService(threads)
                    .registry(registry)
                    .buildAndStart();
            return new LiveEndpoint(server, local, threads);
        } catch (BindException | UnknownHostException e) {
            threads.shutdownNow();
            throw new BadInputException("wse.live.port must be free, and wse.live.address an address of this machine:"
                    + " wse.live.port=" + port + ", wse.live.address=" + address + " (" + e.getMessage()
                    + "); choose another port, or 0 for any free one");
        } catch (IOException e) {
            threads.shutdownNow();
            throw new BadInputException("wse.live.port cannot be opened: wse.live.port=" + port + ", wse.live.address="
                    + address + " (" + e.getMessage() + "); choose another one, or leave it out");
        }
    }

    private static ThreadPoolExecutor newThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "wse-live");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The port on which it listens. */
    int port() {
        return server.getPort();
    }

    /** The address of the page, for people. */
    String url() {
        return "http://" + Hosts.bracketed(address.getHostAddress()) + ":" + port() + PATH;
    }

    /** Closes the port and ends the threads. May be called twice. */
    @Override
    public void close() {
        server.close();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("[wse] note: the thread that serves live figures will end with this process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

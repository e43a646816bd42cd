package wse.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wse.FreePort;

/** A running toxiproxy (github.com/Shopify/toxiproxy) with one proxy, which listens on the loopback address. */
final class Toxiproxy implements AutoCloseable {

    private static final long START_SECONDS = 20;
    private static final int LOWEST_ERROR = 400;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final InetSocketAddress address = freeAddress();

    private Toxiproxy(Process process, int apiPort) {
        this.process = process;
        this.api = "http://127.0.0.1:" + apiPort + "/proxies";
    }

    /** The program: the one that TOXIPROXY names, or toxiproxy-server, or the one that bench/toxiproxy.sh has built. */
    static Optional<Path> program() {
        Stream<Path> named = Stream.ofNullable(System.getenv("TOXIPROXY")).map(Path::of);
        Stream<Path> installed =
                Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, "toxiproxy-server"));
        Stream<Path> built = Stream.of(Path.of(System.getProperty("user.home"), ".cache/wse-stress/toxiproxy/server"));
        return Stream.of(named, installed, built)
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Toxiproxy start(Path program, int upstreamPort) throws IOException, InterruptedException {
        int apiPort = freeAddress().getPort();
        Process process = new ProcessBuilder(program.toString(), "-host", "127.0.0.1", "-port", "" + apiPort)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Toxiproxy proxy = new Toxiproxy(process, apiPort);
        proxy.awaitStart();
        proxy.post("", """
                {"name": "wse", "listen": "127.0.0.1:%d", "upstream": "127.0.0.1:%d", "enabled": true}""".formatted(proxy.address.getPort(), upstreamPort));
        return proxy;
    }

    private static InetSocketAddress freeAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.onLoopback());
    }

    private void awaitStart() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        HttpRequest list = HttpRequest.newBuilder(URI.create(api)).build();
        while (process.isAlive() && System.nanoTime() - end < 0) {
            try {
                http.send(list, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        close();
        throw new IllegalStateException("toxiproxy did not answer within " + START_SECONDS + " s");
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Adds a toxic to all connections.
     *
     * @param stream upstream or downstream
     * @param attributes JSON
     */
    void add(String type, String stream, double toxicity, String attributes) throws IOException, InterruptedException {
        post("/wse/toxics", """
                {"name": "%s", "type": "%s", "stream": "%s", "toxicity": %s, "attributes": %s}""".formatted(type + stream, type, stream, toxicity, attributes));
    }

    /** Changes the share of connections that a toxic affects. */
    void setToxicity(String type, String stream, double toxicity) throws IOException, InterruptedException {
        post("/wse/toxics/" + type + stream, "{\"toxicity\": " + toxicity + ", \"attributes\": {}}");
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= LOWEST_ERROR) {
            throw new IOException("toxiproxy refused " + path + ": " + answer.body());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

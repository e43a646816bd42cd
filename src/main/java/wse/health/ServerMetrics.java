package wse.health;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import wse.dialect.CounterNames;

/** Reads the counters that a server serves over HTTP. Thread-safe. */
public final class ServerMetrics {

    /**
     * A server under load answers late, but an answer later than this would no longer describe the moment of the request.
     */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int OK = 200;

    /**
     * Shared by all instances, because a client has a thread of its own, and each process of a server has its own
     * address.
     */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final URI address;
    private final CounterNames names;

    /** @param names names of the server's counters */
    public ServerMetrics(URI address, CounterNames names) {
        this.address = address;
        this.names = names;
    }

    /** @throws IOException if the counters cannot be read; the message names the address and the reason */
    public ServerCounters read() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IOException("status " + response.statusCode());
            }
            return ServerCounters.parse(response.body(), names);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server's counters could not be read: interrupted");
        } catch (IOException failure) {
            throw new IOException(
                    "the server's counters could not be read: " + address + ": "
                            + (failure.getMessage() == null
                                    ? failure.getClass().getSimpleName()
                                    : failure.getMessage()),
                    failure);
        }
    }
}

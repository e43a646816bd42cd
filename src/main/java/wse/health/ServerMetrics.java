package wse.health;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import wse.dialect.CounterNames;

/** Where a server serves its counters over HTTP. Thread-safe. */
public final class ServerMetrics {

    /** A server under load answers late; one that needs longer than this tells nothing of the moment asked for. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int OK = 200;

    /** Has a thread of its own; a server of many processes is asked at as many addresses. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final URI address;
    private final CounterNames names;

    /** @param names under which the server counts */
    public ServerMetrics(URI address, CounterNames names) {
        this.address = address;
        this.names = names;
    }

    /** @throws IOException if the counters cannot be had; the message names the address and the reason */
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

package wse.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wse.dialect.CounterNames;
import wse.text.Mask;
import wse.text.Plain;
import wse.text.Words;

/** Reads the counters that a server serves over HTTP. Thread-safe. */
public final class ServerMetrics {

    /**
     * A server under load answers late, but an answer later than this would no longer describe the moment of the request.
     */
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The text format has no exemplars, so it is shorter than OpenMetrics. */
    private static final String FORMATS =
            "text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1";

    private static final int OK = 200;

    /**
     * Shared by all instances, because a client has a thread of its own, and each process of a server has its own
     * address. Redirects are followed, as Prometheus does: many servers add a slash to the path. With HTTP/2, each request
     * would ask for an upgrade, which WebSocket servers may misunderstand.
     */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final URI address;
    private final CounterNames names;
    private final Duration timeout;

    /** @param names names of the server's counters */
    public ServerMetrics(URI address, CounterNames names) {
        this(address, names, TIMEOUT);
    }

    /** @param timeout longest time for the whole answer */
    ServerMetrics(URI address, CounterNames names, Duration timeout) {
        this.address = address;
        this.names = names;
        this.timeout = timeout;
    }

    /**
     * Reads the counters. Whatever the server answers, this completes soon after the time-out at the latest, with a finding
     * about what could not be read.
     */
    public CompletableFuture<CounterReading> read() {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(timeout)
                    .header("Accept", FORMATS)
                    .build();
            return wholeAnswer(request).handleAsync(this::reading);
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(notRead(failure));
        }
    }

    /** Waits for the whole body, which the time-out of a request does not cover. */
    private CompletableFuture<HttpResponse<byte[]>> wholeAnswer(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(request, head -> new CounterBody());
        return answer.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> answer.cancel(true));
    }

    private CounterReading reading(HttpResponse<byte[]> response, Throwable failure) {
        if (failure != null) {
            return notRead(failure instanceof CompletionException ? failure.getCause() : failure);
        }
        if (response.statusCode() != OK) {
            return notRead(new IOException("HTTP status " + response.statusCode()));
        }
        try {
            CounterPage page = CounterPage.parse(CounterBody.text(response), names.all());
            return page.isEmpty() ? nothingKnown(response) : reading(page);
        } catch (IOException | RuntimeException unreadable) {
            return notRead(unreadable);
        }
    }

    private CounterReading notRead(Throwable failure) {
        String why = failure instanceof TimeoutException
                ? "no complete answer within " + timeout.toMillis() + " ms"
                : reason(failure);
        return unreadable("could not be read: " + shownAddress() + ": " + why);
    }

    private String shownAddress() {
        return Mask.plain().address(address.toString());
    }

    private static String reason(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "it does not accept connections";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : Plain.brief(failure.getMessage());
    }

    private CounterReading nothingKnown(HttpResponse<byte[]> response) {
        String type = response.headers()
                .firstValue("Content-Type")
                .map(name -> ", whose type is " + Plain.brief(name) + ",")
                .orElse("");
        return unreadable(
                "are unknown: the page " + shownAddress() + type + " contains no number for any of the counters "
                        + Words.or(names.all().stream().sorted().toList()) + "; check wse.metrics");
    }

    private static CounterReading unreadable(String why) {
        return new CounterReading(ServerCounters.UNKNOWN, List.of("the server's counters " + why));
    }

    private CounterReading reading(CounterPage page) {
        List<String> unreadable = page.unreadable();
        return new CounterReading(
                ServerCounters.of(page, names),
                unreadable.isEmpty()
                        ? List.of()
                        : List.of("the server's counters are incomplete: the page " + shownAddress()
                                + " has no number for " + Words.and(unreadable)));
    }
}

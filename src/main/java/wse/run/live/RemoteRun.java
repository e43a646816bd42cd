package wse.run.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wse.health.CounterBody;

/** Reads the live figures of a run, usually on another machine, from the page that it serves. Thread-safe. */
public final class RemoteRun {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    /** Why there are no figures. */
    public static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        private final boolean refused;

        private Unreadable(String message, boolean refused) {
            super(message);
            this.refused = refused;
        }

        /** Whether nothing listens on the port, as after the end of a run. */
        public boolean isRefused() {
            return refused;
        }
    }

    private final String server;
    private final URI page;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** @param server host and port, as in {@code 10.0.0.7:9464} or {@code [::1]:9464} */
    public RemoteRun(String server) {
        this.server = server;
        this.page = URI.create("http://" + server + "/metrics");
    }

    /** Host and port. */
    public String server() {
        return server;
    }

    /**
     * Reads the current figures; takes a few seconds at most.
     *
     * @throws Unreadable if nothing answers, or something else than a run does
     */
    public RemoteMoment read() throws Unreadable, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(TIMEOUT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new CounterBody());
        try {
            HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw notARun("HTTP status " + response.statusCode());
            }
            return RemoteMoment.parse(CounterBody.text(response))
                    .orElseThrow(() -> notARun("its page " + page + " has no " + Metric.RUN.prometheusName()));
        } catch (TimeoutException | CancellationException e) {
            answer.cancel(true);
            throw new Unreadable(server + " does not answer within " + TIMEOUT.toSeconds() + " s", false);
        } catch (ExecutionException e) {
            throw unreadable(e.getCause());
        } catch (Unreadable e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Unreadable notARun(String why) {
        return new Unreadable(
                server + " is not a run of wse-stress: " + why
                        + "; give the address of the live figures that the run prints",
                false);
    }

    private Unreadable unreadable(Throwable failure) {
        boolean refused = HttpFailure.isRefused(failure);
        String remedy = refused
                ? "; check that the run has wse.live.port, and, if it is on another machine, wse.live.address"
                : "";
        return new Unreadable("no run answers at " + server + ": " + HttpFailure.words(failure) + remedy, refused);
    }
}

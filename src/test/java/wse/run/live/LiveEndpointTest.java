package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.BadInputException;
import wse.config.LiveConfig;
import wse.run.progress.LiveView;
import wse.run.tiers.Tier;

@Timeout(60)
class LiveEndpointTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    private final HttpClient client = HttpClient.newHttpClient();

    /** Metrics that have a value each. */
    static LiveMetrics all() {
        LiveMetrics metrics = new LiveMetrics(LiveRuns.RUN);
        Tier ended = LiveRuns.tier(100, false);
        metrics.begin(ended);
        metrics.ended(ended, LiveRuns.result(ended, LiveRuns.outcomes(100, 0)));
        metrics.begin(LiveRuns.tier(200, false))
                .show(LiveRuns.moment(LiveView.Phase.UP, LiveRuns.figures(180, 5, 15)), LiveRuns.figures(180, 5, 15));
        return metrics;
    }

    private HttpResponse<String> get(LiveEndpoint endpoint, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url()))
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"text/plain,text/plain", OPEN_METRICS + ",application/openmetrics-text"})
    void shouldServeEveryMetricUnderItsName(String accept, String type) throws Exception {
        try (LiveEndpoint endpoint = LiveEndpoint.open(all(), LOOPBACK, 0)) {
            HttpResponse<String> response = get(endpoint, accept);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith(type);
            assertThat(Page.parse(response.body()).labels().keySet()).isEqualTo(names());
        }
    }

    /** The names that queries use. */
    static Set<String> names() {
        List<String> names = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (metric.type() == Metric.Type.HISTOGRAM) {
                List.of("_bucket", "_count", "_sum").forEach(end -> names.add(metric.prometheusName() + end));
            } else {
                names.add(metric.prometheusName());
            }
        }
        return names.stream().collect(Collectors.toSet());
    }

    @Test
    void shouldServeTheCurrentFigures() throws Exception {
        try (LiveEndpoint endpoint = LiveEndpoint.open(all(), LOOPBACK, 0)) {
            assertThat(Page.parse(get(endpoint, OPEN_METRICS).body()).samples())
                    .containsEntry("wse_stress_run_info{run=\"20261128-1200-storm\",test=\"connection-storm\"}", 1.0)
                    .containsEntry("wse_stress_run_start_time_seconds{test=\"connection-storm\"}", 1.79e9)
                    .containsEntry(sample("connects_total", "outcome=\"OK\",", "storm 100"), 100.0)
                    .containsEntry(sample("connects_total", "outcome=\"OK\",", "storm 200"), 195.0)
                    .containsEntry(sample("connections_lost_total", "outcome=\"RESET\",", "storm 200"), 15.0)
                    .containsEntry(sample("connections_open", "", "storm 200"), 180.0)
                    .containsEntry(latency("bucket", ",le=\"5.0E-5\""), 0.0)
                    .containsEntry(latency("bucket", ",le=\"1.0E-4\""), 1.0)
                    .containsEntry(latency("bucket", ",le=\"0.002\""), 2.0)
                    .containsEntry(latency("bucket", ",le=\"+Inf\""), 2.0)
                    .containsEntry(latency("count", ""), 2.0)
                    .containsEntry(latency("sum", ""), 0.00159);
        }
    }

    private static String sample(String name, String first, String tier) {
        return "wse_stress_" + name + "{" + first + "test=\"connection-storm\",tier=\"" + tier + "\"}";
    }

    private static String latency(String end, String last) {
        return "wse_stress_latency_seconds_" + end + "{kind=\"connect\",test=\"connection-storm\",tier=\"storm 200\""
                + last + "}";
    }

    @Test
    void shouldEndWithItsThreads() throws Exception {
        LiveEndpoint endpoint = LiveEndpoint.open(all(), LOOPBACK, 0);
        get(endpoint, OPEN_METRICS);
        endpoint.close();
        endpoint.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("wse-live"));
        assertThatThrownBy(() -> get(endpoint, OPEN_METRICS)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldRefuseAPortThatIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertThatThrownBy(() -> LiveEndpoint.open(all(), LOOPBACK, other.getLocalPort()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith(
                            "wse.live.port must be free, and wse.live.address an address of this machine:"
                                    + " wse.live.port=" + other.getLocalPort() + ", wse.live.address=127.0.0.1")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void shouldRefuseAnAddressOfAnotherMachine() {
        assertThatThrownBy(() -> LiveEndpoint.open(all(), "192.0.2.1", 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.live.address=192.0.2.1");
    }

    @Test
    void shouldSayThatOthersCanReadTheFigures() {
        List<String> lines = new ArrayList<>();
        LiveConfig config = new LiveConfig(OptionalInt.of(0), "0.0.0.0", Optional.empty());

        LiveExports.open(config, all(), lines::add).close();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("[wse] live figures: http://0.0.0.0:")
                .endsWith("/metrics");
        assertThat(lines.get(1))
                .startsWith("[wse] note: anyone who can reach port ")
                .contains("0.0.0.0");
    }
}

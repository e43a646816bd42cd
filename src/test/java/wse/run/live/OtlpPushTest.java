package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric.DataCase;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.LiveConfig;
import wse.config.TestKind;
import wse.run.tiers.Tier;

@Timeout(60)
class OtlpPushTest {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private OtlpReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = OtlpReceiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static LiveConfig.Push push(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("wse.live.otlp", url);
        return Config.from(TestKind.CONNECTION_STORM, settings, Map.of())
                .live()
                .push()
                .orElseThrow();
    }

    private OtlpPush open(LiveMetrics metrics, Map<String, String> settings) {
        return OtlpPush.open(metrics, push(receiver.url(), settings), lines::add);
    }

    @Test
    void shouldPushEveryMetricWithItsTypeAndUnit() throws Exception {
        open(LiveEndpointTest.all(), Map.of()).close();
        OtlpReceiver.Push first = receiver.next();

        assertThat(first.path()).isEqualTo("/v1/metrics");
        assertThat(first.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(first.resource())
                .isEqualTo(Map.of("service.name", "wse-stress", "service.instance.id", "20261128-1200-storm"));
        assertThat(first.metrics().map(io.opentelemetry.proto.metrics.v1.Metric::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Metric.values()).map(Metric::otelName).toList());
        assertThat(first.metrics()).allSatisfy(metric -> {
            assertThat(metric.getUnit()).isIn("", "s", "By");
            assertThat(metric.getDataCase()).isIn(DataCase.GAUGE, DataCase.SUM, DataCase.HISTOGRAM);
        });
        assertThat(first.metrics().filter(metric -> metric.getDataCase() == DataCase.SUM))
                .allSatisfy(metric -> {
                    assertThat(metric.getSum().getIsMonotonic()).isTrue();
                    assertThat(metric.getSum().getAggregationTemporality())
                            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
                    assertThat(metric.getSum().getDataPoints(0).getStartTimeUnixNano())
                            .isEqualTo(1_790_000_000_000_000_000L);
                });
    }

    @Test
    void shouldPushTheFiguresOfTheEndWhenTheRunEnds() throws Exception {
        LiveMetrics metrics = new LiveMetrics(LiveRuns.RUN);
        OtlpPush pushes = open(metrics, Map.of());
        assertThat(receiver.next().values("wse_stress_connects")).isEmpty();
        Tier tier = LiveRuns.tier(100, false);
        metrics.begin(tier);
        metrics.ended(tier, LiveRuns.result(tier, LiveRuns.outcomes(98, 2)));

        pushes.close();

        assertThat(receiver.next().values("wse_stress_connects"))
                .isEqualTo(Map.of(labels("OK"), 98.0, labels("RESET"), 2.0));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("wse-live-otlp"));
    }

    private static Map<String, String> labels(String outcome) {
        return Map.of("test", "connection-storm", "tier", "storm 100", "outcome", outcome);
    }

    @Test
    void shouldSendTheHeadersButShowThemNowhere() throws Exception {
        LiveConfig.Push push = push(
                receiver.url() + "/tenant/v1/metrics/",
                Map.of("wse.live.otlpHeaders", "Authorization=Bearer%20s3cret,X-Scope=team+1"));
        OtlpPush.open(LiveEndpointTest.all(), push, lines::add).close();

        OtlpReceiver.Push first = receiver.next();
        assertThat(first.path()).isEqualTo("/tenant/v1/metrics");
        assertThat(first.headers().getFirst("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(first.headers().getFirst("X-Scope")).isEqualTo("team+1");
        assertThat(push.toString() + lines).doesNotContain("s3cret");
    }

    @Test
    void shouldRefuseAReceiverThatNobodyOpened() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() ->
                        OtlpPush.open(LiveEndpointTest.all(), push("http://127.0.0.1:" + port, Map.of()), lines::add))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(
                        "wse.live.otlp must be a receiver that accepts OTLP over HTTP: http://127.0.0.1:" + port
                                + "/v1/metrics: the connection was refused; ");
    }

    @Test
    void shouldRefuseAReceiverThatRejectsThePush() {
        receiver.answer(401);

        assertThatThrownBy(() -> open(LiveEndpointTest.all(), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("HTTP status code 401")
                .hasMessageContaining("check wse.live.otlpHeaders");
    }

    @Test
    void shouldGoOnAfterAFailureAndSayItOnce() throws Exception {
        OtlpPush pushes = open(LiveEndpointTest.all(), Map.of("wse.live.otlpInterval", "1s"));
        try (pushes) {
            assertThat(lines.take()).startsWith("[wse] live figures: pushed to http://127.0.0.1:");
            receiver.answer(500);

            assertThat(lines.take()).contains("cannot be pushed").contains("HTTP status code 500");
            receiver.answer(200);

            assertThat(lines.take())
                    .startsWith("[wse] note: live figures are pushed to ")
                    .endsWith(" again");
        }
    }
}

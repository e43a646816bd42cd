package wse.run.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A receiver of OTLP over HTTP in this process. Thread-safe. */
public final class OtlpReceiver implements AutoCloseable {

    /** One push. */
    public record Push(String path, Headers headers, ExportMetricsServiceRequest request) {

        public Stream<Metric> metrics() {
            return request.getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream());
        }

        Map<String, String> resource() {
            return request.getResourceMetricsList().stream()
                    .map(ResourceMetrics::getResource)
                    .findFirst()
                    .map(resource -> labels(resource.getAttributesList()))
                    .orElseThrow();
        }

        /** The values of a counter or a gauge by labels, or the counts of a histogram. */
        public Map<Map<String, String>, Double> values(String name) {
            return metrics()
                    .filter(metric -> metric.getName().equals(name))
                    .flatMap(Push::points)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        private static Stream<Map.Entry<Map<String, String>, Double>> points(Metric metric) {
            return Stream.of(
                            metric.getSum().getDataPointsList().stream()
                                    .map(point ->
                                            Map.entry(labels(point.getAttributesList()), (double) point.getAsInt())),
                            metric.getGauge().getDataPointsList().stream()
                                    .map(point -> Map.entry(labels(point.getAttributesList()), point.getAsDouble())),
                            metric.getHistogram().getDataPointsList().stream()
                                    .map(point ->
                                            Map.entry(labels(point.getAttributesList()), (double) point.getCount())))
                    .flatMap(points -> points);
        }

        private static Map<String, String> labels(List<KeyValue> attributes) {
            Map<String, String> labels = new TreeMap<>();
            attributes.forEach(attribute ->
                    labels.put(attribute.getKey(), attribute.getValue().getStringValue()));
            return labels;
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    private OtlpReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::take);
        server.start();
    }

    public static OtlpReceiver open() throws IOException {
        return new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody());
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        pushes.add(new Push(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), request));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this status from now on. */
    void answer(int code) {
        status = code;
    }

    /** Waits for the next push. */
    Push next() throws InterruptedException {
        return pushes.take();
    }

    /** The last push so far. */
    public Push last() {
        return pushes.stream().reduce((earlier, later) -> later).orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

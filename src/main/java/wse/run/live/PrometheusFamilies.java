package wse.run.live;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.LatencyBuckets;

/** The figures of a run in the types of Prometheus' library. Thread-safe. */
final class PrometheusFamilies implements MultiCollector {

    private static final List<Double> BOUNDS_SECONDS = Stream.concat(
                    LatencyBuckets.BOUNDS_MICROS.stream().map(micros -> micros / 1e6),
                    Stream.of(Double.POSITIVE_INFINITY))
            .toList();

    private final LiveMetrics metrics;

    PrometheusFamilies(LiveMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(
                metrics.families().stream().map(PrometheusFamilies::snapshot).toList());
    }

    private static MetricSnapshot snapshot(Family family) {
        return switch (family.metric().type()) {
            case INFO -> info(family);
            case GAUGE -> gauge(family);
            case COUNTER -> counter(family);
            case HISTOGRAM -> histogram(family);
        };
    }

    private static MetricSnapshot info(Family family) {
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name(family.metric().family())
                .help(family.metric().help());
        family.points()
                .forEach(point -> info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels(point))
                        .build()));
        return info.build();
    }

    private static MetricSnapshot gauge(Family family) {
        GaugeSnapshot.Builder gauge = named(GaugeSnapshot.builder(), family.metric());
        family.points()
                .forEach(point -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(point))
                        .value(point.value())
                        .build()));
        return gauge.build();
    }

    private static MetricSnapshot counter(Family family) {
        CounterSnapshot.Builder counter = named(CounterSnapshot.builder(), family.metric());
        family.points()
                .forEach(point -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels(point))
                        .value(point.value())
                        .build()));
        return counter.build();
    }

    private static MetricSnapshot histogram(Family family) {
        HistogramSnapshot.Builder histogram = named(HistogramSnapshot.builder(), family.metric());
        family.points()
                .forEach(point -> histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(labels(point))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(
                                BOUNDS_SECONDS, point.latencies().counts()))
                        .sum(point.latencies().sumMicros() / 1e6)
                        .build()));
        return histogram.build();
    }

    private static <B extends MetricSnapshot.Builder<B>> B named(B builder, Metric metric) {
        B named = builder.name(metric.family()).help(metric.help());
        return switch (metric.unit()) {
            case NONE -> named;
            case SECONDS -> named.unit(Unit.SECONDS);
            case BYTES -> named.unit(Unit.BYTES);
        };
    }

    private static Labels labels(Family.Point point) {
        return Labels.of(
                List.copyOf(point.labels().keySet()), List.copyOf(point.labels().values()));
    }
}

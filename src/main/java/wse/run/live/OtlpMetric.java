package wse.run.live;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import wse.measure.LatencyBuckets;

/**
 * A metric in the types of OpenTelemetry's library. Counters and histograms are cumulative since the start of the run.
 * Immutable.
 */
record OtlpMetric(Metric metric, Resource resource, Data<?> data) implements MetricData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("wse-stress");

    private static final List<Double> BOUNDS_SECONDS =
            LatencyBuckets.BOUNDS_MICROS.stream().map(micros -> micros / 1e6).toList();

    /** When the values began, and when they were read; nanoseconds of Unix time. */
    private record Times(long startNanos, long nowNanos) {}

    /** The sender of the metrics. */
    static Resource resource(LiveMetrics.Run run) {
        return Resource.create(Attributes.builder()
                .put("service.name", "wse-stress")
                .put("service.instance.id", run.id())
                .build());
    }

    static OtlpMetric of(Family family, Resource resource, Instant startedAt, Instant now) {
        return new OtlpMetric(family.metric(), resource, data(family, new Times(nanos(startedAt), nanos(now))));
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private static Data<?> data(Family family, Times times) {
        return switch (family.metric().type()) {
            case INFO, GAUGE -> GaugeData.createDoubleGaugeData(points(family, point -> gauge(point, times)));
            case COUNTER ->
                SumData.createLongSumData(
                        true, AggregationTemporality.CUMULATIVE, points(family, point -> counter(point, times)));
            case HISTOGRAM ->
                HistogramData.create(
                        AggregationTemporality.CUMULATIVE, points(family, point -> histogram(point, times)));
        };
    }

    private static <T> List<T> points(Family family, Function<Family.Point, T> data) {
        return family.points().stream().map(data).toList();
    }

    private static DoublePointData gauge(Family.Point point, Times times) {
        return DoublePointData.create(
                times.startNanos(), times.nowNanos(), attributes(point), point.value(), List.of());
    }

    private static LongPointData counter(Family.Point point, Times times) {
        return LongPointData.create(times.startNanos(), times.nowNanos(), attributes(point), (long) point.value());
    }

    private static HistogramPointData histogram(Family.Point point, Times times) {
        return HistogramPointData.create(
                times.startNanos(),
                times.nowNanos(),
                attributes(point),
                point.latencies().sumMicros() / 1e6,
                false,
                0,
                false,
                0,
                BOUNDS_SECONDS,
                point.latencies().counts());
    }

    private static Attributes attributes(Family.Point point) {
        AttributesBuilder attributes = Attributes.builder();
        point.labels().forEach(attributes::put);
        return attributes.build();
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return metric.otelName();
    }

    @Override
    public String getDescription() {
        return metric.help();
    }

    @Override
    public String getUnit() {
        return metric.unit().otel();
    }

    @Override
    public MetricDataType getType() {
        return switch (metric.type()) {
            case INFO, GAUGE -> MetricDataType.DOUBLE_GAUGE;
            case COUNTER -> MetricDataType.LONG_SUM;
            case HISTOGRAM -> MetricDataType.HISTOGRAM;
        };
    }

    @Override
    public Data<?> getData() {
        return data;
    }
}

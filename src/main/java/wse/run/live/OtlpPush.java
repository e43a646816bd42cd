package wse.run.live;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wse.config.BadInputException;
import wse.config.LiveConfig;
import wse.measure.SteadyClock;
import wse.text.Mask;
import wse.text.Units;

/**
 * Pushes the figures of a run to an OTLP receiver, at regular intervals and once more at the end, on a thread of its own. A
 * push that fails changes nothing for the run; the next one contains the same counters. Thread-safe.
 */
final class OtlpPush implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The end of a run must not wait longer for a receiver. */
    private static final Duration LAST_TIMEOUT = Duration.ofSeconds(3);

    private final LiveMetrics metrics;
    private final Resource resource;
    private final String url;
    private final Consumer<String> say;
    private final ExporterLog log = new ExporterLog();
    private final OtlpHttpMetricExporter exporter;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(OtlpPush::newThread);
    /** Whether the last push failed. Confined to the thread. */
    private boolean failing;

    private OtlpPush(LiveMetrics metrics, LiveConfig.Push push, Consumer<String> say) {
        this.metrics = metrics;
        this.resource = OtlpMetric.resource(metrics.run());
        this.url = Mask.plain().address(push.endpoint().toString());
        this.say = say;
        this.exporter = newExporter(push);
    }

    /**
     * Pushes once, and then at regular intervals.
     *
     * @param say prints a line
     * @throws BadInputException if the first push fails
     */
    static OtlpPush open(LiveMetrics metrics, LiveConfig.Push push, Consumer<String> say) {
        OtlpPush pushes = new OtlpPush(metrics, push, say);
        Optional<String> failure = pushes.failureOf(pushes.send(TIMEOUT));
        if (failure.isPresent()) {
            pushes.end();
            throw new BadInputException(
                    "wse.live.otlp must be a receiver that accepts OTLP over HTTP: " + pushes.url + ": "
                            + failure.get() + "; correct it (its port is usually 4318), check wse.live.otlpHeaders,"
                            + " or leave it out");
        }
        pushes.repeat(push.interval());
        say.accept("[wse] live figures: pushed to " + pushes.url + " every " + Units.duration(push.interval()));
        return pushes;
    }

    private static OtlpHttpMetricExporter newExporter(LiveConfig.Push push) {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setEndpoint(push.endpoint().toString())
                .setConnectTimeout(TIMEOUT)
                .setTimeout(TIMEOUT)
                .setRetryPolicy(null);
        push.headers().reveal().forEach(builder::addHeader);
        return builder.build();
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "wse-live-otlp");
        thread.setDaemon(true);
        return thread;
    }

    private void repeat(Duration interval) {
        long nanos = interval.toNanos();
        thread.scheduleWithFixedDelay(this::push, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void push() {
        Optional<String> failure = failureOf(send(TIMEOUT));
        if (failure.isPresent() && !failing) {
            say.accept("[wse] note: live figures cannot be pushed to " + url + ": " + failure.get()
                    + "; the run goes on and keeps trying");
        } else if (failure.isEmpty() && failing) {
            say.accept("[wse] note: live figures are pushed to " + url + " again");
        }
        failing = failure.isPresent();
    }

    private CompletableResultCode send(Duration timeout) {
        Collection<MetricData> data = metrics.families().stream()
                .<MetricData>map(family -> OtlpMetric.of(
                        family,
                        resource,
                        metrics.run().startedAt(),
                        SteadyClock.ofProcess().instant()))
                .toList();
        return exporter.export(data).join(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Optional<String> failureOf(CompletableResultCode sent) {
        if (sent.isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(sent.isDone() ? log.last() : "no answer within " + Units.duration(TIMEOUT));
    }

    /** Pushes the last figures, and ends the thread. */
    @Override
    public void close() {
        thread.shutdownNow();
        if (!send(LAST_TIMEOUT).isSuccess()) {
            say.accept("[wse] note: the last live figures could not be pushed to " + url);
        }
        end();
    }

    private void end() {
        thread.shutdownNow();
        exporter.shutdown().join(LAST_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        log.close();
    }
}

package wse.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.FloodAccount;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.TierMeasurement;

/**
 * Hands out one tier's latency recorders, and sums up its result: the only place where a {@link TierRun} is made. Any thread.
 */
final class TierAccount {

    private final LatencyCollector collector;
    private final LatencyCollector slip = new LatencyCollector((kind, histogram) -> {});

    TierAccount(Stage stage) {
        this.collector = stage.collector();
    }

    /** For one event loop's connects. */
    RampRecorders connects() {
        return RampRecorders.unscheduled(collector);
    }

    /** For one event loop's connects, if they have a schedule and are what the test measures. */
    RampRecorders scheduledConnects() {
        return RampRecorders.scheduled(collector, newSlipRecorder());
    }

    /** For one event loop's pings in a closed loop. */
    PingRecorders closedPings() {
        return PingRecorders.closed(collector);
    }

    /** For one event loop's pings on an open schedule. */
    PingRecorders openPings() {
        return PingRecorders.open(collector, newSlipRecorder());
    }

    /** For one event loop's echoes. */
    LatencyRecorder echoes() {
        return collector.newRecorder(LatencyKind.SERVICE);
    }

    private LatencyRecorder newSlipRecorder() {
        return slip.newRecorder(LatencyKind.RESPONSE);
    }

    /** The result of a tier whose ramp is the test. */
    TierRun sum(RampFigures ramp) {
        return run(measured(ramp, PingFigures.NONE, null, ramp.took()), ramp, PingFigures.NONE);
    }

    /** The result of a tier that pings. */
    TierRun sum(RampFigures ramp, PingFigures pings) {
        return run(measured(ramp, pings, null, pings.took()), ramp, pings);
    }

    /** The result of a tier that asks at its end which connections are alive. */
    TierRun sum(RampFigures ramp, PingFigures pings, long alive) {
        return run(measured(ramp, pings, alive, pings.took()), ramp, pings);
    }

    /** The result of a flood. */
    TierRun sum(RampFigures ramp, PingFigures pings, FloodAccount flood) {
        return run(measured(ramp, pings, null, pings.took()).withFlood(flood), ramp, pings);
    }

    private TierMeasurement measured(RampFigures ramp, PingFigures pings, Long alive, Duration duration) {
        return new TierMeasurement(
                ramp.connected(),
                alive,
                ramp.outcomes(),
                pings.outcomes(),
                pings.messages().plus(new Messages(0, 0, 0, ramp.hellos())),
                collector.totals(),
                ramp.took(),
                duration,
                null);
    }

    private TierRun run(TierMeasurement measured, RampFigures ramp, PingFigures pings) {
        List<SampleLog> logs =
                Stream.concat(ramp.logs().stream(), pings.logs().stream()).toList();
        return new TierRun(
                measured,
                slip.totals().get(LatencyKind.RESPONSE),
                logs.stream().map(SampleLog::samples).toList(),
                logs.stream().mapToLong(SampleLog::leftOut).sum(),
                pings.latePongs());
    }
}

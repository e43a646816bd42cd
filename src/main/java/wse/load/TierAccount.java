package wse.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import wse.engine.CompressionCount;
import wse.engine.WebSocketClient;
import wse.measure.Caveats;
import wse.measure.FloodAccount;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Sampled;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;

/**
 * Hands out one tier's latency recorders and sums up its result. No other class of this package creates a
 * {@link TierMeasurement}. May be called from any thread.
 */
final class TierAccount {

    private final LatencyCollector collector;
    private final WebSocketClient client;
    /** What the client had compressed before the tier. */
    private final CompressionCount before;

    private final LatencyCollector slip = new LatencyCollector((kind, histogram) -> {});

    TierAccount(Stage stage) {
        this.collector = stage.collector();
        this.client = stage.target().client();
        this.before = client.compressed();
    }

    /** For one event loop's connects. */
    RampRecorders connects() {
        return RampRecorders.unscheduled(collector);
    }

    /** For one event loop's connects in a test that measures connects on a schedule. */
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

    /** The result of a tier that only connects. */
    Sampled<TierMeasurement> sum(RampFigures ramp) {
        return sum(ramp, PingFigures.NONE, ramp.took(), TestFigures.none());
    }

    /** The result of a tier that pings. */
    Sampled<TierMeasurement> sum(RampFigures ramp, PingFigures pings) {
        return sum(ramp, pings, pings.took(), TestFigures.none());
    }

    /** The result of a tier that finds out at its end which connections are alive. */
    Sampled<TierMeasurement> sum(RampFigures ramp, PingFigures pings, long alive) {
        return sum(ramp, pings, pings.took(), new TestFigures.Survival(alive));
    }

    /**
     * The result of a step of a connection-limit search.
     *
     * @param standing figures of the connections that were open before the step
     */
    Sampled<TierMeasurement> sum(RampFigures standing, RampFigures added, PingFigures pings, long alive) {
        TestFigures left = new TestFigures.StepSurvival(alive, standing.lost());
        return sum(added.plusStanding(standing), pings, pings.took(), left);
    }

    /** The result of a flood. */
    Sampled<TierMeasurement> sum(RampFigures ramp, PingFigures pings, FloodAccount flood) {
        return sum(ramp, pings, pings.took(), TestFigures.none()).map(measured -> measured.withFlood(flood));
    }

    private Sampled<TierMeasurement> sum(RampFigures ramp, PingFigures pings, Duration duration, TestFigures figures) {
        List<SampleLog> logs =
                Stream.concat(ramp.logs().stream(), pings.logs().stream()).toList();
        TierMeasurement measured = new TierMeasurement(
                ramp.connected(),
                ramp.outcomes(),
                pings.outcomes(),
                pings.messages().plus(new Messages(0, 0, 0, ramp.hellos())),
                collector.totals(),
                slip.totals().getOrDefault(LatencyKind.RESPONSE, LatencyRecorder.newHistogram()),
                ramp.took(),
                duration,
                figures,
                new Caveats(
                        pings.strays(),
                        collector.saturated(),
                        logs.stream().mapToLong(SampleLog::leftOut).sum()),
                ramp.addresses(),
                Compressed.of(client.compressed().minus(before)));
        return new Sampled<>(measured, logs.stream().map(SampleLog::samples).toList());
    }
}

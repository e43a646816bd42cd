package wse.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.HdrHistogram.Histogram;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.LiveFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.TierPlan;

/** A member's work that measures nothing, but returns the results that a deterministic server would produce. */
final class Deeds implements ShareWork {

    /** The latency of each connection of the tier is its index times this. */
    static final int MICROS_PER_INDEX = 37;

    final CountDownLatch begun = new CountDownLatch(1);
    final CompletableFuture<String> stopped = new CompletableFuture<>();
    final BlockingQueue<String> points = new LinkedBlockingQueue<>();
    private final List<String> meetAt;
    private final CompletableFuture<Void> permission;

    private Deeds(List<String> meetAt, CompletableFuture<Void> permission) {
        this.meetAt = meetAt;
        this.permission = permission;
    }

    /** Meets the others at these points, then returns its result. */
    static Deeds meetingAt(String... points) {
        return new Deeds(List.of(points), CompletableFuture.completedFuture(null));
    }

    /** Never ends by itself. */
    static Deeds endless() {
        return new Deeds(List.of(), new CompletableFuture<>());
    }

    /** Ends when it is allowed to. */
    static Deeds waitingFor(CompletableFuture<Void> permission) {
        return new Deeds(List.of(), permission);
    }

    @Override
    public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
        begun.countDown();
        meeting.stopped().thenAccept(stopped::complete);
        CompletableFuture<Void> all = permission;
        for (String point : meetAt) {
            all = all.thenCompose(nothing -> meeting.reached(point)).thenRun(() -> points.add(point));
        }
        CompletableFuture<Object> end = CompletableFuture.anyOf(all, meeting.stopped());
        return end.thenApply(nothing -> result(measured(share), ClientUsage.UNKNOWN));
    }

    /** Says that no share can be carried out. */
    record Unwilling(String why) implements ShareWork {

        @Override
        public ShareOutlook outlook(TierPlan share, Briefing briefing) {
            return new ShareOutlook(List.of(why + " for " + share.connections()), List.of("slow"));
        }

        @Override
        public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
            return CompletableFuture.failedFuture(new IllegalStateException(why));
        }
    }

    /** Reports its progress again and again, and never ends by itself. */
    record Watched(LiveFigures figures) implements ShareWork {

        @Override
        public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
            meeting.watch(() -> figures);
            return new CompletableFuture<>();
        }
    }

    static Sampled<ClientResult> result(TierMeasurement measured, ClientUsage client) {
        return new Sampled<>(new ClientResult(measured, Judgement.of(List.of(), Bound.UNKNOWN), client), List.of());
    }

    static TierMeasurement measured(TierPlan share) {
        Histogram latencies = LatencyRecorder.newHistogram();
        for (int own = 0; own < share.connections(); own++) {
            latencies.recordValue((long) share.ramp().share().index(own) * MICROS_PER_INDEX);
        }
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, share.connections());
        return new TierMeasurement(
                share.connections(),
                outcomes,
                new OutcomeCounts(),
                new Messages(share.connections(), share.connections(), 0, 0),
                Map.of(LatencyKind.CONNECT, latencies),
                Duration.ofSeconds(1),
                Duration.ofNanos(1_234_567_891));
    }
}

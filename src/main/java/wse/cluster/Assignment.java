package wse.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.measure.ClientResult;
import wse.measure.LiveFigures;
import wse.measure.Sampled;

/**
 * A share that a member carries out for its coordinator. Confined to the owner thread, except for the methods of
 * {@link ShareWork.Meeting}.
 */
final class Assignment implements ShareWork.Meeting {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private enum Stage {
        /** Until all members are ready to start. */
        WAITING,
        WORKING,
        FINISHED
    }

    private final Wire.Order order;
    private final ShareWork work;
    private final Post post;
    private final CoordinatorLink coordinator;
    private final Map<String, CompletableFuture<Void>> points = new LinkedHashMap<>();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private Stage stage = Stage.WAITING;
    /** Why this member leaves before the end of the tier; empty if it does not. */
    private Optional<String> leaving = Optional.empty();

    /** The progress that was last reported. */
    private LiveFigures told = LiveFigures.NONE;

    /** Reads the current progress. If no work is under way, this is the progress that was last reported. */
    private Supplier<LiveFigures> live = () -> told;

    Assignment(Wire.Order order, ShareWork work, Post post, CoordinatorLink coordinator) {
        this.order = order;
        this.work = work;
        this.post = post;
        this.coordinator = coordinator;
    }

    boolean isOf(String tier) {
        return order.tier().equals(tier);
    }

    boolean isFinished() {
        return stage == Stage.FINISHED;
    }

    @Override
    public CompletableFuture<Void> reached(String point) {
        CompletableFuture<Void> together = new CompletableFuture<>();
        stopped.thenAccept(reason -> together.completeExceptionally(new IllegalStateException(reason)));
        post.execute(() -> {
            if (!stopped.isDone()) {
                points.put(point, together);
                coordinator.reached(order.tier(), point);
            }
        });
        return together;
    }

    @Override
    public void watch(Supplier<LiveFigures> figures) {
        post.execute(() -> live = figures);
    }

    @Override
    public CompletableFuture<String> stopped() {
        return stopped;
    }

    void tellProgress() {
        LiveFigures now = live.get();
        if (!now.equals(told)) {
            told = now;
            coordinator.mention(new Wire.Progress(order.tier(), now));
        }
    }

    /** All members have reached a point. */
    void go(String point, long delayNanos) {
        coordinator.answered(order.tier(), point);
        CompletableFuture<Void> together = points.remove(point);
        if (together != null) {
            post.schedule(() -> goNow(point, together), delayNanos);
        }
    }

    private void goNow(String point, CompletableFuture<Void> together) {
        if (point.equals(Wire.START) && !stopped.isDone()) {
            begin();
        } else {
            together.complete(null);
        }
    }

    private void begin() {
        stage = Stage.WORKING;
        CompletableFuture<Sampled<ClientResult>> result;
        try {
            result = work.begin(order.plan(), order.briefing(), this);
        } catch (RuntimeException e) {
            result = CompletableFuture.failedFuture(e);
        }
        result.whenComplete((measured, failure) ->
                post.execute(() -> finish(failure == null ? new ShareEnd.Measured(measured) : failed(failure))));
    }

    private ShareEnd failed(Throwable failure) {
        LOG.warn("the share of tier {} failed: {}", order.tier(), failure.toString());
        LOG.debug("stack trace", failure);
        return new ShareEnd.Failed(failure.toString());
    }

    /** The last progress precedes the result, which does not say which of the connections were lost after they were ready. */
    private void finish(ShareEnd end) {
        stage = Stage.FINISHED;
        tellProgress();
        live = () -> told;
        coordinator.result(order.tier(), leaving.map(end::ofLeaving).orElse(end));
    }

    /** Ends the share early; its measurements are then incomplete. */
    void leave(String reason) {
        if (!isFinished()) {
            leaving = Optional.of(reason);
        }
        stop(reason);
    }

    void stop(String reason) {
        if (!stopped.complete(reason)) {
            return;
        }
        points.keySet().forEach(point -> coordinator.answered(order.tier(), point));
        points.clear();
        if (stage == Stage.WAITING) {
            finish(new ShareEnd.Failed(reason));
        }
    }
}

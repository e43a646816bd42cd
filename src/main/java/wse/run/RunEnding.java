package wse.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import wse.measure.ConnectionLimit;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.run.crew.Crew;
import wse.run.crew.Crews;
import wse.run.limit.Limit;
import wse.run.watch.CutShort;
import wse.run.watch.IntervalLog;

/**
 * Ends a run once: cuts short the tier that is being carried out, closes what the run has started, and lets the reports be
 * written. May be called from any thread; all but the first caller wait for its result, without a lock.
 */
final class RunEnding {

    /**
     * How long to wait for the names of the processes that a tier is waiting for; normally, this takes milliseconds.
     */
    private static final long ANSWER_SECONDS = 2;

    private final RunMemory memory;
    private final Crew crew;
    private final LentTier lent;
    private final Optional<Limit> limit;
    private final Started started;
    private final RunReports reports;
    private final IntervalLog intervals;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();

    /** @param intervals is closed with what has been started */
    RunEnding(
            RunMemory memory,
            Crew crew,
            LentTier lent,
            Optional<Limit> limit,
            Started started,
            RunReports reports,
            IntervalLog intervals) {
        this.memory = memory;
        this.crew = crew;
        this.lent = lent;
        this.limit = limit;
        this.started = started;
        this.reports = reports;
        this.intervals = intervals;
    }

    /**
     * The longest time from SIGTERM until the reports of a run with this number of agents are written. A container's grace
     * period must be longer.
     */
    static Duration longest(int agents) {
        return Crews.longestCutShort(agents).plus(Started.PATIENCE);
    }

    /** Ends a run after its last tier. The run is incomplete if a tier is missing. */
    RunResult end() {
        return end(memory.broken().or(() -> limit.flatMap(Limit::broken)));
    }

    /**
     * Ends a run, if it has not ended yet, before all its tiers have been carried out.
     *
     * @return what to print at the end of the process
     */
    LastWords endEarly(String reason) {
        return reports.atExit(end(Optional.of(reason)));
    }

    /**
     * Ends a run, if it has not ended yet, because a tier has missed its deadline.
     *
     * @param missed says which one
     */
    void endOverdue(String missed) {
        String reason = awaited()
                .map(who -> missed + "; it was still waiting for " + who)
                .orElse(missed);
        System.err.println("[wse] ending: " + reason);
        end(Optional.of(reason));
    }

    private Optional<String> awaited() {
        return lent.awaited()
                .or(() -> crew.awaited()
                        .completeOnTimeout(Optional.empty(), ANSWER_SECONDS, TimeUnit.SECONDS)
                        .join());
    }

    private RunResult end(Optional<String> incomplete) {
        if (begun.compareAndSet(false, true)) {
            CompletableFuture.supplyAsync(() -> carryOut(incomplete), Runnable::run)
                    .whenComplete((ended, failure) -> {
                        if (failure == null) {
                            result.complete(ended);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
        }
        return result.join();
    }

    private RunResult carryOut(Optional<String> incomplete) {
        List<TierResult> tiers = new ArrayList<>(memory.close());
        Optional<TierResult> underWay = incomplete.flatMap(this::cutShort).filter(tier -> !tiers.contains(tier));
        underWay.ifPresent(tiers::add);
        started.close();
        return reports.write(
                new RunReports.Measured(memory.warmUp(), List.copyOf(tiers), connectionLimit(underWay)),
                incomplete,
                intervals.failure());
    }

    private Optional<TierResult> cutShort(String reason) {
        return lent.cutShort(reason).or(() -> crew.cutShort(reason)).flatMap(CutShort::await);
    }

    private Optional<ConnectionLimit> connectionLimit(Optional<TierResult> underWay) {
        return limit.map(search -> underWay.map(search::connectionLimit).orElseGet(search::connectionLimit));
    }
}

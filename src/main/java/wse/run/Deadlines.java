package wse.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.plan.PingSchedule;
import wse.run.tiers.Tier;

/**
 * Watches that each tier ends: after its deadline, the run ends with what has been measured until then. The deadline is the
 * longest time that the plan of the tier allows, with all time-outs, and a margin for the work of the processes themselves.
 * Thread-safe.
 */
final class Deadlines {

    /** Longer than anybody waits, but short enough to be expressed in nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Duration margin;
    private final CompletableFuture<String> missed = new CompletableFuture<>();

    /** @param margin for starting and ending a tier in all processes, and for reading the server's counters */
    Deadlines(Duration margin) {
        this.margin = margin;
    }

    /** Completes with a sentence that says so when a tier has missed its deadline, on a thread that may be blocked. */
    CompletableFuture<String> missed() {
        return missed;
    }

    /** Watches a tier on the Netty engine, which keeps to the schedule even if nothing is answered. */
    <T> CompletableFuture<T> watch(Tier tier, CompletableFuture<T> carriedOut) {
        return watch(tier, of(tier), carriedOut);
    }

    /** Watches a tier on Gatling's engine, where the next ping of a connection waits until the one before has its outcome. */
    <T> CompletableFuture<T> watchInTurn(Tier tier, CompletableFuture<T> carriedOut) {
        return watch(tier, inTurn(tier), carriedOut);
    }

    /** The time from the start of a tier on the Netty engine to its deadline. */
    Duration of(Tier tier) {
        return allowed(tier.plan().longestOnSlowMachine());
    }

    /** The time from the start of a tier on Gatling's engine to its deadline. */
    Duration inTurn(Tier tier) {
        PingSchedule pings = tier.plan().pingSchedule();
        return allowed(tier.plan().longestOnSlowMachine().plus(pings.timeout().multipliedBy(pings.count())));
    }

    private Duration allowed(Duration longest) {
        Duration allowed = longest.plus(margin);
        return allowed.compareTo(FOREVER) > 0 ? FOREVER : allowed;
    }

    private <T> CompletableFuture<T> watch(Tier tier, Duration deadline, CompletableFuture<T> carriedOut) {
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        alarm.thenRunAsync(() -> missed.complete(sentence(tier, deadline)), Deadlines::newThread);
        alarm.completeOnTimeout(null, deadline.toNanos(), TimeUnit.NANOSECONDS);
        return carriedOut.whenComplete((done, failure) -> alarm.cancel(false));
    }

    private static void newThread(Runnable task) {
        Thread thread = new Thread(task, "wse-deadline");
        thread.setDaemon(true);
        thread.start();
    }

    private static String sentence(Tier tier, Duration deadline) {
        return tier.name() + " did not end within " + deadline.toSeconds()
                + " s, the longest time that its plan and wse.deadlineMargin allow";
    }
}

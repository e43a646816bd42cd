package wse.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import wse.config.AcceptConfig;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.SteadyClock;
import wse.measure.TierResult;
import wse.run.crew.Crew;
import wse.run.progress.Narrator;
import wse.run.progress.ProgressLine;
import wse.run.tiers.Tier;

/** Carries out the tiers of a run on the Netty engine, one at a time, and stores their results. Thread-safe. */
final class TierRunner {

    private final Crew crew;
    private final BeforeTier before;
    private final RunMemory memory;
    private final Narrator narrator;
    private final Deadlines deadlines;
    private final int processes;

    /** @param processes number of client processes, which share the warm-up */
    TierRunner(Crew crew, BeforeTier before, RunMemory memory, Narrator narrator, Deadlines deadlines, int processes) {
        this.crew = crew;
        this.before = before;
        this.deadlines = deadlines;
        this.memory = memory;
        this.narrator = narrator;
        this.processes = processes;
    }

    /**
     * Carries out a tier; a warm-up several times.
     *
     * @return completes with the individual requests for Gatling's report; empty for a warm-up
     */
    CompletionStage<List<RequestSamples>> carryOut(Tier tier) {
        int rounds = rounds(tier, processes);
        if (tier.warmUp()) {
            narrator.say(ProgressLine.warmUp(tier, rounds));
        }
        return noted(tier, () -> carryOut(tier, rounds)).thenApply(last -> tier.warmUp() ? List.of() : last.samples());
    }

    private CompletableFuture<Sampled<TierResult>> carryOut(Tier tier, int rounds) {
        CompletableFuture<Sampled<TierResult>> run = once(tier, narrator);
        for (int round = 1; round < rounds; round++) {
            run = run.thenCompose(before -> once(tier, narrator.silent()));
        }
        return run;
    }

    /** Carries out one step of a search. */
    CompletableFuture<Sampled<TierResult>> carryOutStep(Tier step) {
        return noted(step, () -> once(step, narrator));
    }

    /** How often a tier is carried out. */
    static int rounds(Tier tier, int processes) {
        return tier.warmUp() ? tier.plan().warmUpRounds(processes) : 1;
    }

    private CompletableFuture<Sampled<TierResult>> once(Tier tier, Narrator teller) {
        return before.await(tier, teller)
                .thenCompose(free -> deadlines.watch(tier, crew.carryOut(tier, teller)))
                .thenApply(carried -> {
                    keep(tier, carried.figures());
                    return carried;
                });
    }

    private <T> CompletableFuture<T> noted(Tier tier, Supplier<CompletableFuture<T>> run) {
        return untilTheEnd(run).whenComplete((done, failure) -> {
            if (failure != null) {
                memory.addFailure(tier, failure);
            }
        });
    }

    /**
     * Carries out a step of the run. If it fails after the run has ended, the future never completes: the run has
     * closed what the step needs, and the process is about to end.
     *
     * @param step may also fail by throwing an exception
     */
    <T> CompletableFuture<T> untilTheEnd(Supplier<? extends CompletionStage<T>> step) {
        CompletableFuture<T> taken = new CompletableFuture<>();
        begun(step).whenComplete((done, failure) -> {
            if (failure == null) {
                taken.complete(done);
            } else if (!memory.isClosed()) {
                taken.completeExceptionally(failure);
            }
        });
        return taken;
    }

    private static <T> CompletionStage<T> begun(Supplier<? extends CompletionStage<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Completes when enough local ports are free for a tier that another engine will carry out, or when waiting would not
     * help.
     */
    CompletableFuture<Void> portsFor(Tier tier) {
        return before.await(tier, narrator);
    }

    /** Completes with a sentence that says so when a tier has missed its deadline, on a thread that may be blocked. */
    CompletableFuture<String> missedDeadline() {
        return deadlines.missed();
    }

    /** The verdict on all tiers, as a request. */
    RequestSamples verdict(AcceptConfig accept, int planned) {
        Outcome verdict = RunVerdict.of(accept, planned, memory.tiers(), memory.broken());
        if (!verdict.isOk()) {
            narrator.say("[wse] the run fails: " + verdict);
        }
        return new RequestSamples(
                StressRun.VERDICT, new long[] {SteadyClock.ofProcess().millis()}, new long[1], new Outcome[] {verdict});
    }

    /** Like {@link #verdict}, for a search, in which any number of steps is allowed, and failures are expected. */
    RequestSamples verdictOnSearch() {
        return verdict(AcceptConfig.ANYTHING, memory.tiers().size());
    }

    /** Takes the result of a tier, and prints its line. */
    void keep(Tier tier, TierResult result) {
        narrator.ended(tier, result);
        if (memory.add(tier, result)) {
            narrator.say(ProgressLine.of(tier, result));
        }
    }
}

package wse.run.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import wse.config.Config;
import wse.config.GateSettings;
import wse.config.SearchSettings;
import wse.measure.ConnectionLimit;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.SteadyClock;
import wse.measure.TierResult;
import wse.plan.LimitSearch;
import wse.run.progress.ProgressLine;
import wse.run.tiers.SearchStep;
import wse.run.tiers.Tier;
import wse.run.tiers.Tiers;
import wse.text.Units;
import wse.text.Words;

/**
 * The connection-limit search, one step at a time. Each step is chosen by the results of the previous ones. Thread-safe; a
 * step begins when the previous one has ended.
 */
public final class Limit {

    /**
     * Name, in Gatling's report, of the single request that is OK if the search was finished and the limit is high enough.
     */
    public static final String CONNECTION_LIMIT = "connection limit";

    private static final Outcome UNFINISHED = new Outcome("SEARCH_NOT_FINISHED");
    private static final Outcome TOO_LOW = new Outcome("BELOW_MIN_CONNECTIONS");

    private final Config config;
    private final int sources;
    private final Function<Tier, CompletableFuture<Sampled<TierResult>>> carryOut;
    private final Supplier<List<String>> serverLosses;
    private final SearchClock clock;
    private final long startMillis = SteadyClock.ofProcess().millis();
    private final List<Observation> steps = new ArrayList<>();
    private Search search;
    private boolean broken;

    /**
     * @param sources number of addresses to connect from; 0 to let the operating system choose
     * @param carryOut carries out one step; open connections may be kept from the previous one
     * @param serverLosses a sentence for each process of the server that has ended; the remaining ones have another limit
     * @param clock is told when steps begin and end
     */
    public Limit(
            Config config,
            int sources,
            Function<Tier, CompletableFuture<Sampled<TierResult>>> carryOut,
            Supplier<List<String>> serverLosses,
            SearchClock clock) {
        this.config = config;
        this.sources = sources;
        this.carryOut = carryOut;
        this.serverLosses = serverLosses;
        this.clock = clock;
        this.search = Search.begin(
                LimitSearch.begin(
                        config.get(SearchSettings.FIRST_STEP),
                        config.get(SearchSettings.MAX_CONNECTIONS),
                        config.get(SearchSettings.LIMIT_RESOLUTION),
                        config.get(SearchSettings.LIMIT_SHARE)),
                config.get(SearchSettings.RECONNECT),
                config.connect().ratePerSecond());
    }

    /**
     * Whether there is another step. There is none after an incomplete step, or if the server has lost a process or all
     * connections.
     */
    public synchronized boolean hasNext() {
        return !broken && search.next().isPresent();
    }

    /**
     * Begins the next step; returns at once.
     *
     * @return completes on a thread that must not be blocked, with the individual requests of the step
     * @throws java.util.NoSuchElementException if there is no further step
     */
    public CompletionStage<List<RequestSamples>> step() {
        SearchStep step = next();
        return carryOut.apply(Tiers.limitStep(config, step, sources))
                .whenComplete((carried, failure) -> note(step, carried, failure))
                .thenApply(Sampled::samples);
    }

    private synchronized SearchStep next() {
        SearchStep step = search.next().orElseThrow();
        clock.begins(search.sizes(), System.nanoTime());
        return step;
    }

    private synchronized void note(SearchStep step, Sampled<TierResult> carried, Throwable failure) {
        if (failure != null) {
            broken = true;
            return;
        }
        Observation seen = Observation.of(step, carried);
        clock.ended(
                seen.connections() - search.sizes().good(),
                seen.result().measured().ramp());
        steps.add(seen);
        broken = seen.isIncomplete() || !serverLosses.get().isEmpty();
        if (!broken) {
            search = search.after(seen);
        }
    }

    /** Returns the result as a single request, {@link #CONNECTION_LIMIT}. Open connections are closed at the end of the run. */
    public CompletionStage<List<RequestSamples>> end() {
        ConnectionLimit connectionLimit = connectionLimit();
        System.out.println(ProgressLine.of(connectionLimit));
        return CompletableFuture.completedFuture(List.of(sample(connectionLimit)));
    }

    private RequestSamples sample(ConnectionLimit connectionLimit) {
        long micros = TimeUnit.MILLISECONDS.toMicros(SteadyClock.ofProcess().millis() - startMillis);
        return new RequestSamples(
                CONNECTION_LIMIT, new long[] {startMillis}, new long[] {micros}, new Outcome[] {outcome(connectionLimit)
                });
    }

    private Outcome outcome(ConnectionLimit connectionLimit) {
        if (!isFinished()) {
            return UNFINISHED;
        }
        return connectionLimit.connections() < Math.max(1, config.get(GateSettings.MIN_CONNECTIONS))
                ? TOO_LOW
                : Outcome.OK;
    }

    private synchronized boolean isFinished() {
        return !broken && search.isFinished();
    }

    /** The result of the steps so far. */
    public synchronized ConnectionLimit connectionLimit() {
        List<String> losses = serverLosses.get();
        ConnectionLimit connectionLimit = Causes.of(search, steps);
        return losses.isEmpty() ? connectionLimit : Causes.withoutServer(connectionLimit, Words.few(losses));
    }

    /** The result of the steps so far if the run ends during another step, with the measurements of that step. */
    public synchronized ConnectionLimit connectionLimit(TierResult underWay) {
        return Causes.withUnderWay(connectionLimit(), underWay);
    }

    /** Why the search itself decided to end early; empty if it did not. */
    public synchronized Optional<String> broken() {
        boolean early = broken || search.phase() instanceof Over;
        return early
                ? Optional.of("the search was ended by "
                        + connectionLimit().cause().label() + " after " + Units.counted(steps.size(), "step"))
                : Optional.empty();
    }
}

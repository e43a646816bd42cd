package wse.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.Settings;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.load.LoadTarget;
import wse.measure.RequestSamples;
import wse.measure.TierResult;
import wse.run.limit.Limit;
import wse.run.tiers.Tier;
import wse.run.watch.TierWatch;

/**
 * One run of one simulation, from the settings to the reports, as a simulation sees it. {@link RunComposer} composes it,
 * {@link TierRunner} carries out its tiers, {@link RunMemory} remembers their results, and {@link RunEnding} ends it.
 * Thread-safe and immutable.
 */
public final class StressRun {

    /** Name, in Gatling's report, of the single request that is OK if the run has succeeded. */
    public static final String VERDICT = "run verdict";

    private final Config config;
    private final ServerUnderTest server;
    private final Agenda agenda;
    private final TierRunner runner;
    private final LentTier lent;
    private final Checkpoint checkpoint;
    private final RunEnding ending;

    StressRun(
            Config config,
            ServerUnderTest server,
            Agenda agenda,
            TierRunner runner,
            LentTier lent,
            Checkpoint checkpoint,
            RunEnding ending) {
        this.config = config;
        this.server = server;
        this.agenda = agenda;
        this.runner = runner;
        this.lent = lent;
        this.checkpoint = checkpoint;
        this.ending = ending;
    }

    /**
     * Begins the run of a simulation: reads the settings, checks the machine, starts what is needed, and connects once. On
     * bad input, prints one sentence and ends the process with status 1.
     */
    public static StressRun begin(TestKind test, Class<?> simulation) {
        StressRun run = ProcessEdge.orExit(() -> RunComposer.compose(
                SuiteRun.noting(simulation.getName(), () -> Config.load(test, simulation.getName())),
                simulation.getName()));
        ProcessEdge.atItsEnd(() -> run.ending.endEarly("the process was ended before the run was complete"));
        run.runner.missedDeadline().thenAccept(missed -> ProcessEdge.failAfter(() -> run.ending.endOverdue(missed)));
        return run;
    }

    /** The settings. */
    public Config config() {
        return config;
    }

    /** The dialect of the server under test. */
    public Dialect dialect() {
        return server.dialect();
    }

    /** The addresses that each client uses in turn to connect; empty if the operating system chooses. */
    public List<String> sourceAddresses() {
        return server.sourceAddresses();
    }

    /** Scheme, host and port of the server under test, as in {@code ws://127.0.0.1:5006}. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** How this process's client reaches the server, at the addresses that the server's names have now. */
    public LoadTarget loadTarget() {
        return server.loadTarget();
    }

    /** Whether Gatling's engine must be told the address of each connection, instead of the server's name. */
    public boolean usesAbsoluteUrls() {
        return server.usesAbsoluteUrls();
    }

    /** For Gatling's engine: the addresses that it must use for names, without looking them up again. */
    public Map<String, List<String>> hostAliases() {
        return server.hostAliases();
    }

    /** All tiers in order: the warm-up, then the measured ones. A connection-limit search has only the warm-up here. */
    public List<Tier> tiers() {
        return agenda.tiers();
    }

    /** A watch for a tier that another engine carries out. Its result is passed to {@link #ended}. */
    public TierWatch watch(Tier tier) {
        return lent.watch(tier);
    }

    /** Notes that a tier is about to begin, with a watch that is already running. */
    public void begun(Tier tier, TierWatch watch) {
        lent.begin(tier, watch);
    }

    /**
     * Carries out a tier on the Netty engine; a warm-up several times. Saves the results so far.
     *
     * @return completes on a thread that must not be blocked, with the individual requests for Gatling's report; empty for
     *     a warm-up
     */
    public CompletionStage<List<RequestSamples>> carryOut(Tier tier) {
        CompletionStage<List<RequestSamples>> carriedOut = runner.carryOut(tier);
        return tier.warmUp() ? carriedOut : saved(carriedOut);
    }

    /** Carries out the next step of {@link #limit()}, and saves the results so far. */
    public CompletionStage<List<RequestSamples>> carryOutStep() {
        return saved(limit().step());
    }

    private CompletionStage<List<RequestSamples>> saved(CompletionStage<List<RequestSamples>> carriedOut) {
        return carriedOut.thenCompose(samples -> checkpoint.save().thenApply(done -> samples));
    }

    /**
     * The search of a connection-limit test.
     *
     * @throws IllegalStateException in any other test
     */
    public Limit limit() {
        return agenda.limit().orElseThrow(() -> new IllegalStateException("only a connection-limit test has a search"));
    }

    /**
     * Completes when enough local ports are free for a tier that is about to begin, or when waiting longer would not help.
     */
    public CompletableFuture<Void> portsFor(Tier tier) {
        return runner.portsFor(tier);
    }

    /**
     * Carries out a step of a tier for another engine. If the step fails after the run has ended, the future never
     * completes, because the process is about to end.
     */
    public <T> CompletableFuture<T> untilTheEnd(Supplier<? extends CompletionStage<T>> step) {
        return runner.untilTheEnd(step);
    }

    /**
     * Takes the result of a tier that another engine has carried out; a warm-up is only counted.
     *
     * @return completes when the results so far have been saved
     */
    public CompletionStage<Void> ended(Tier tier, TierResult result) {
        lent.end();
        runner.keep(tier, result);
        return tier.warmUp() ? CompletableFuture.completedFuture(null) : checkpoint.save();
    }

    /**
     * The verdict on the whole run as a single request, {@link #VERDICT}, and requests for each of the run's
     * {@link wse.config.Thresholds#rules}. Call this when all tiers have been carried out.
     */
    public CompletionStage<List<RequestSamples>> verdict() {
        OptionalInt planned = agenda.planned();
        RequestSamples verdict =
                planned.isPresent() ? runner.verdict(config.accept(), planned.getAsInt()) : runner.verdictOnSearch();
        return CompletableFuture.completedFuture(Stream.concat(Stream.of(verdict), checkpoint.thresholds().stream())
                .toList());
    }

    /** Ends the run: writes the reports and stops server and client. The table is printed when the process ends. */
    public void finish() {
        ending.end();
    }

    /** Whether the Netty engine carries out the tiers. */
    public boolean isNetty() {
        return config.get(Settings.ENGINE) == EngineKind.NETTY;
    }
}

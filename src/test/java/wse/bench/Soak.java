package wse.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import wse.child.ClassArchive;
import wse.child.ParentPipe;
import wse.config.Config;
import wse.config.Settings;
import wse.config.TestKind;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.run.crew.Crew;
import wse.run.crew.SoakCrew;
import wse.run.progress.Narrator;
import wse.run.progress.ProgressLine;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.run.tiers.Tiers;
import wse.run.watch.IntervalLog;
import wse.run.watch.Threads;

/**
 * The load of {@link SoakSimulation}: a cycle of tiers that is repeated by the same two workers. Waits for a line on standard
 * input before each cycle, and ends when standard input ends. Used by one virtual user.
 */
final class Soak implements AutoCloseable {

    /** The line that is printed when all connections are closed and the next cycle may begin. */
    private static final String AT_REST = "[soak] at rest after cycle ";

    /** Long time-outs, so that no request fails on a busy machine. */
    private static final Map<String, String> PATIENCE = Map.of("wse.readyTimeout", "60s", "wse.connectTimeout", "60s");

    private static final Map<String, String> PINGS =
            Map.of("wse.pings", "2", "wse.pingRate", "1", "wse.duration", "3s", "wse.pongTimeout", "60s");

    private static final Map<String, String> HOLD =
            Map.of("wse.holdDuration", "3s", "wse.pingInterval", "1s", "wse.pongTimeout", "60s");

    /** A tier, and the crew that carries it out. */
    private record Step(Tier tier, Crew crew) {}

    private final SoakCrew workers;
    private final IntervalLog intervals;
    private final ScheduledExecutorService watchThread = Threads.newWatchThread();
    private final List<Step> cycle;
    private final Narrator narrator = Narrator.onStandardOutput(Optional.empty());
    private final ParentPipe in = new ParentPipe();

    private long carriedOut;
    private volatile boolean ended;

    private Soak(List<Config> tests) throws Exception {
        Config first = tests.get(0);
        this.intervals = new IntervalLog(first.get(Settings.OUT), Instant.now());
        this.workers = SoakCrew.start(first, target(first));
        this.cycle = tests.stream().flatMap(this::steps).toList();
    }

    /**
     * Starts the workers.
     *
     * @param port port of a reference server on the loopback address
     * @param connections number of connections of each tier
     * @param out an existing directory
     */
    static Soak begin(int port, int connections, String out) {
        Map<String, String> common = new HashMap<>(PATIENCE);
        common.putAll(Map.of(
                "wse.engine",
                "netty",
                "wse.host",
                "127.0.0.1",
                "wse.port",
                String.valueOf(port),
                "wse.tiers",
                String.valueOf(connections),
                "wse.processes",
                "2",
                "wse.out",
                out));
        try {
            return new Soak(tests(common));
        } catch (Exception e) {
            throw new IllegalStateException("the soak could not start", e);
        }
    }

    private static List<Config> tests(Map<String, String> common) {
        return List.of(
                config(TestKind.CONNECTION_STORM, common, Map.of("wse.pongTimeout", "60s")),
                config(TestKind.PING_LATENCY, common, PINGS),
                config(TestKind.SUSTAINED_HOLD, common, HOLD),
                config(TestKind.THROUGHPUT, common, flood("out")),
                config(TestKind.THROUGHPUT, common, flood("in")),
                config(TestKind.THROUGHPUT, common, flood("echo")));
    }

    private static Map<String, String> flood(String direction) {
        return Map.of("wse.direction", direction, "wse.duration", "1s");
    }

    private static Config config(TestKind test, Map<String, String> common, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(common);
        all.putAll(own);
        return Config.from(test, all, Map.of());
    }

    /** The target of a test: floods ask the server for different duties. The token outlives the longest soak. */
    private static Target target(Config test) {
        return Target.up(test, Duration.ofDays(7), 0, ClassArchive.NONE, List.of());
    }

    private Stream<Step> steps(Config test) {
        Target target = target(test);
        Crew crew = workers.on(test, target, watchThread, intervals);
        return Tiers.measured(test, target.dialect()).stream().map(tier -> new Step(tier, crew));
    }

    /** Whether the soak goes on; false once it has been told to end. */
    boolean continues() {
        return !ended;
    }

    /** Carries out the next tier; waits for permission before the first tier of a cycle. */
    CompletionStage<List<RequestSamples>> next() {
        Step step = cycle.get((int) (carriedOut % cycle.size()));
        return carriedOut % cycle.size() == 0
                ? permission().thenCompose(given -> given ? carryOut(step) : end())
                : carryOut(step);
    }

    private CompletableFuture<Boolean> permission() {
        System.out.println(AT_REST + carriedOut / cycle.size());
        return CompletableFuture.supplyAsync(this::isGiven, task -> new Thread(task, "soak-permission").start());
    }

    private boolean isGiven() {
        try {
            in.readLine();
            return true;
        } catch (EOFException over) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletableFuture<List<RequestSamples>> end() {
        ended = true;
        return CompletableFuture.completedFuture(List.of());
    }

    private CompletableFuture<List<RequestSamples>> carryOut(Step step) {
        carriedOut++;
        return step.crew()
                .carryOut(step.tier(), narrator.silent())
                .whenComplete((carried, failure) -> narrator.say(
                        failure == null
                                ? ProgressLine.of(step.tier(), carried.figures())
                                : "[soak] " + step.tier().name() + " could not be carried out: " + failure))
                .thenApply(Sampled::samples);
    }

    @Override
    public void close() {
        workers.close();
        watchThread.shutdownNow();
        intervals.close();
    }
}

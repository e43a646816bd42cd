package wse.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.report.JsonReport;
import wse.run.tiers.Tier;

/**
 * Carries out one test in this process, without Gatling, on loopback. The test's settings are added to those of the
 * server.
 */
final class LibraryRun {

    private static final long SECONDS_PER_TIER = 60;

    private final Path directory;
    private final Map<String, String> ofServer;

    /** @param directory for results; each run has one of its own below it */
    LibraryRun(Path directory, Map<String, String> ofServer) {
        this.directory = directory;
        this.ofServer = Map.copyOf(ofServer);
    }

    /** The measurements of the last tier. */
    TierMeasurement lastTier(TestKind test, Map<String, String> settings) throws Exception {
        List<TierResult> tiers = result(test, settings).tiers();
        return tiers.get(tiers.size() - 1).measured();
    }

    /** The results, as they were written to the disk. */
    RunResult result(TestKind test, Map<String, String> settings) throws Exception {
        Path out = Files.createTempDirectory(directory, "run");
        Map<String, String> all = new HashMap<>(
                Map.of("wse.host", "127.0.0.1", "wse.engine", "netty", "wse.warmUp", "0", "wse.pacedRate", "0"));
        if (test != TestKind.CONNECTION_STORM) {
            all.remove("wse.pacedRate");
        }
        all.putAll(ofServer);
        all.putAll(settings);
        all.put("wse.out", out.toString());
        StressRun run = RunComposer.compose(Config.from(test, all, Map.of()), LibraryRun.class.getName());
        for (Tier tier : run.tiers()) {
            run.carryOut(tier).toCompletableFuture().get(SECONDS_PER_TIER, TimeUnit.SECONDS);
        }
        while (test == TestKind.CONNECTION_LIMIT && run.limit().hasNext()) {
            run.limit().step().toCompletableFuture().get(SECONDS_PER_TIER, TimeUnit.SECONDS);
        }
        run.finish();
        return JsonReport.parse(Files.readString(results(out)));
    }

    private static Path results(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("results.json"))
                    .filter(file -> !file.toString().contains("latest"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

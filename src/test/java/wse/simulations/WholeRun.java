package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import wse.dialect.WseDialect;
import wse.genuine.GenuineServer;
import wse.measure.LatencyRecorder;
import wse.measure.RunResult;
import wse.report.HistogramLog;
import wse.report.ResultsSchema;

/** A simulation that is run to its end, and the checks of the files that every such run must write. */
final class WholeRun {

    private WholeRun() {}

    /**
     * The given settings, the genuine server's address with secrets that it ignores, and a window below its limits: 512 pending handshakes and a
     * backlog of 128.
     */
    static Map<String, String> against(GenuineServer server, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("connectWindow", "100");
        all.put("host", "127.0.0.1");
        all.put("port", String.valueOf(server.port()));
        all.put("metrics", server.metricsUri() + "?key=" + SimulationProcess.SECRET);
        all.put("path", WseDialect.DEFAULT_TARGET + "&session=" + SimulationProcess.SECRET);
        return all;
    }

    /** @param settings without the prefix {@code wse.} */
    static RunResult of(Class<?> simulation, Path directory, Map<String, String> settings) throws Exception {
        return endOf(SimulationProcess.start(simulation, directory, settings), settings);
    }

    /** A run after which Gatling writes its own report, too. */
    static RunResult withGatlingsReport(Class<?> simulation, Path directory, Map<String, String> settings)
            throws Exception {
        RunResult run = endOf(SimulationProcess.start(simulation, directory, settings, List.of()), settings);
        Path page = directory.resolve("wse/latest").resolve(run.gatlingReport().orElseThrow());
        assertThat(page).endsWithRaw(Path.of("index.html")).isNotEmptyFile();
        return run;
    }

    private static RunResult endOf(SimulationProcess started, Map<String, String> settings) throws Exception {
        try (SimulationProcess process = started) {
            int status = process.await();
            assertThat(status).as(process.output()).isZero();
            assertThat(process.output()).doesNotContain("Exception");
            assertThat(process.handle().descendants())
                    .as("server process left behind")
                    .isEmpty();
            RunResult run = process.results();
            assertThat(run.warmUp().isEmpty()).isEqualTo("0".equals(settings.get("warmUp")));
            assertThat(ResultsSchema.errors(process.resultsText())).isEmpty();
            assertThat(process.latest().resolve("report.md")).isNotEmptyFile();
            assertThat(process.latest().resolve("report.html")).isNotEmptyFile();
            assertLogAddsUp(process.latest().resolve(HistogramLog.FILE), run);
            return run;
        }
    }

    /** The intervals of the log are the histograms of the results, split into seconds; there are none without values. */
    private static void assertLogAddsUp(Path log, RunResult run) throws IOException {
        Map<String, Histogram> expected = new HashMap<>();
        run.tiers()
                .forEach(tier -> tier.measured().latencies().forEach((kind, histogram) -> {
                    if (histogram.getTotalCount() > 0) {
                        expected.put(HistogramLog.tag(tier.shape(), kind), histogram);
                    }
                }));
        Map<String, Histogram> sums = new HashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                Histogram interval = (Histogram) reader.nextIntervalHistogram();
                sums.computeIfAbsent(interval.getTag(), tag -> LatencyRecorder.newHistogram())
                        .add(interval);
            }
        }
        assertThat(counts(sums)).isEqualTo(counts(expected));
        assertThat(sums.equals(expected)).as("values of %s", sums.keySet()).isTrue();
    }

    private static Map<String, Long> counts(Map<String, Histogram> histograms) {
        Map<String, Long> counts = new TreeMap<>();
        histograms.forEach((tag, histogram) -> counts.put(tag, histogram.getTotalCount()));
        return counts;
    }
}

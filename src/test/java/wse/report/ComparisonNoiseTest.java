package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;

/**
 * How often a comparison is right, with noise that was recorded ({@code noise.csv}). Each simulated repeat is one recorded
 * round, drawn at random: all its figures in relation to the medians of its run.
 */
class ComparisonNoiseTest {

    /** The recorded noise is large: the rates of the floods vary by 10 to 25 %, and those of the storms by 30 to 50 %. */
    private static final int MANY = 70;

    private static final int STORM_COLUMNS = 3;
    private static final double MICROS = 10_000;

    private final Random random = new Random(20_261_127);
    private final Map<String, List<double[]>> noise = noise();

    /** The rounds of each test, as ratios to the medians of their runs. */
    private static Map<String, List<double[]>> noise() {
        Map<String, List<double[]>> rounds = new TreeMap<>();
        recorded().values().forEach(run -> {
            String test = run.get(0)[1];
            List<double[]> values = run.stream()
                    .map(line -> Arrays.stream(line, 2, line.length)
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            double[] medians = IntStream.range(0, values.get(0).length)
                    .mapToDouble(i -> Difference.median(
                            values.stream().mapToDouble(round -> round[i]).toArray()))
                    .toArray();
            values.forEach(round -> rounds.computeIfAbsent(test, name -> new ArrayList<>())
                    .add(IntStream.range(0, round.length)
                            .mapToDouble(i -> round[i] / medians[i])
                            .toArray()));
        });
        return rounds;
    }

    private static Map<String, List<String[]>> recorded() {
        Map<String, List<String[]>> runs = new TreeMap<>();
        try {
            Files.readAllLines(Path.of("src/test/resources/wse/report/noise.csv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .forEach(line -> runs.computeIfAbsent(line[0], name -> new ArrayList<>())
                            .add(line));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return runs;
    }

    /**
     * A suite of a flood and a storm.
     *
     * @param slowdown factor by which rates fall and latencies rise
     */
    private RunSet suite(int repeats, double slowdown) {
        List<TierResult> floods = new ArrayList<>();
        List<TierResult> storms = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            double[] flood = drawn("throughput");
            floods.add(ComparedRuns.flood(20, 1_000_000 * flood[0] / slowdown));
            floods.add(ComparedRuns.flood(100, 1_000_000 * flood[1] / slowdown));
            double[] storm = drawn("connection-storm");
            storms.add(storm(100, storm, 0, slowdown));
            storms.add(storm(500, storm, STORM_COLUMNS, slowdown));
        }
        RunResult flood = Runs.run(TestKind.THROUGHPUT, "T", "netty", floods, null);
        RunResult storm = Runs.run(TestKind.CONNECTION_STORM, "S", "netty", storms, null);
        return new RunSet("suite", List.of(flood, storm));
    }

    private double[] drawn(String test) {
        List<double[]> rounds = noise.get(test);
        return rounds.get(random.nextInt(rounds.size()));
    }

    private static TierResult storm(int connections, double[] round, int from, double slowdown) {
        return ComparedRuns.storm(
                connections, 10_000 * round[from] / slowdown, (long) (MICROS * round[from + 1] * slowdown), (long)
                        (3 * MICROS * round[from + 2] * slowdown));
    }

    /** How many of the comparisons find that the second suite is worse. */
    private long worse(int comparisons, int repeats, double slowdown) {
        return IntStream.range(0, comparisons)
                .filter(i -> Comparison.of(suite(repeats, 1), suite(repeats, slowdown))
                        .isWorse())
                .count();
    }

    @Test
    void shouldSeldomFindAServerWorseThanItself() {
        assertThat(worse(300, 8, 1)).isLessThanOrEqualTo(3);
        assertThat(worse(100, MANY, 1)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldFindASlowdownOfTenPercent() {
        assertThat(worse(100, MANY, 1.1)).isGreaterThanOrEqualTo(95);
    }
}

package wse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Charts of figures over time: one for each figure of each test, with one line for each kind of tier and each name of
 * runs. Pure.
 */
final class Trends {

    /** The number of colours. */
    private static final int MOST_LINES = 8;

    private static final double MILLIS = 1e3;

    private Trends() {}

    /** Only figures that at least two runs have. */
    static List<Chart> of(List<KeptRun> runs) {
        Map<String, List<KeptRun>> tests = new TreeMap<>();
        runs.forEach(run ->
                tests.computeIfAbsent(run.test(), test -> new ArrayList<>()).add(run));
        return tests.entrySet().stream()
                .flatMap(test -> charts(test.getKey(), test.getValue()))
                .toList();
    }

    private static Stream<Chart> charts(String test, List<KeptRun> runs) {
        SortedMap<Double, KeptRun> times = new TreeMap<>();
        runs.forEach(run -> times.put(run.startedAt().toEpochMilli() / MILLIS, run));
        if (times.size() < 2) {
            return Stream.empty();
        }
        return runs.stream()
                .flatMap(run -> run.lines().values().stream())
                .flatMap(line -> line.figures().keySet().stream())
                .distinct()
                .map(figure -> chart(test, figure, times));
    }

    private static Chart chart(String test, ComparedFigure figure, SortedMap<Double, KeptRun> times) {
        List<Double> xs = List.copyOf(times.keySet());
        Map<String, Points> lines = lines(figure, List.copyOf(times.values()));
        List<Map.Entry<String, Points>> shown = lines.entrySet().stream()
                .sorted(Comparator.comparing(line -> -line.getValue().count()))
                .limit(MOST_LINES)
                .toList();
        List<Chart.Series> series = new ArrayList<>();
        for (Map.Entry<String, Points> line : shown) {
            series.add(line.getValue().series(line.getKey(), series.size(), shown.size()));
        }
        int left = lines.size() - shown.size();
        String note = "One point for each run."
                + (left == 0
                        ? ""
                        : " The " + MOST_LINES + " lines with the most runs; " + left + " more are left out.");
        return new Chart(
                test + ": " + figure.name(), note, "time", figure.scale().axis(), xs, series);
    }

    /** The lines of a figure: by the name of the run, if it has one, and by tier. */
    private static Map<String, Points> lines(ComparedFigure figure, List<KeptRun> runs) {
        Map<String, Points> lines = new LinkedHashMap<>();
        for (int at = 0; at < runs.size(); at++) {
            KeptRun run = runs.get(at);
            for (Map.Entry<String, KeptRun.Line> tier : run.lines().entrySet()) {
                Double value = tier.getValue().figures().get(figure);
                if (value != null) {
                    lines.computeIfAbsent(label(run, tier.getKey(), figure), label -> new Points(runs.size()))
                            .put(at, value, tier.getValue().verdict().name());
                }
            }
        }
        return lines;
    }

    private static String label(KeptRun run, String tier, ComparedFigure figure) {
        String what = tier.isEmpty() ? figure.name() : tier;
        return run.name().map(name -> name + ", " + what).orElse(what);
    }

    /** The points of one line; null for runs that have none. Confined to one thread. */
    private static final class Points {

        private final Double[] ys;
        private final String[] verdicts;

        Points(int runs) {
            ys = new Double[runs];
            verdicts = new String[runs];
        }

        void put(int at, double value, String verdict) {
            ys[at] = value;
            verdicts[at] = verdict;
        }

        long count() {
            return Stream.of(ys).filter(Objects::nonNull).count();
        }

        Chart.Series series(String label, int colour, int colours) {
            List<String> words = Stream.of(verdicts)
                    .map(verdict -> Objects.requireNonNullElse(verdict, ""))
                    .toList();
            return new Chart.Series(label, colour, colours, false, Arrays.asList(ys), words);
        }
    }
}

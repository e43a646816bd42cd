package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * One figure of every tier, with a row for each size and a column for each number of connections. The page shows it as a
 * heat map.
 *
 * @param columns the numbers of connections
 * @param legend what the marks mean; empty if there are none
 */
record Matrix(String title, String note, List<String> columns, List<Line> lines, List<String> legend) {

    private static final String DOUBTFUL = "?";
    private static final String LOSSY = "!";
    static final List<String> LEGEND = List.of(
            "?  SUSPECT or STARVED: the server alone may be faster. !  Losses, failures, or an incomplete tier.");

    /** All cells of one size. */
    record Line(String size, List<Cell> cells) {}

    /**
     * @param marks what is wrong with the tier: {@code ?} and {@code !}
     * @param heat from 0 for the smallest figure of the matrix to 100 for its largest, logarithmic; null without a figure
     */
    record Cell(String figure, String marks, Long heat) {}

    /** The matrices of a size-matrix run, each cell with all rounds of its tier; empty for other runs. */
    static List<Matrix> of(RunResult run) {
        return ofTiers(run.withTiers(Rounds.merged(run.tiers())));
    }

    private static List<Matrix> ofTiers(RunResult run) {
        return run.test() == TestKind.SIZE_MATRIX && !run.tiers().isEmpty()
                ? List.of(
                        of(run, FloodWords.confirmed(run) + " msg/s", Figures::confirmedPerSecond, Units::big),
                        of(
                                run,
                                FloodWords.confirmed(run) + " GB/s",
                                Figures::confirmedBytesPerSecond,
                                Units::gigabytes))
                : List.of();
    }

    /** For reports that only support tables. */
    Table asTable() {
        List<Table.Column> all = new ArrayList<>();
        all.add(new Table.Column("Size", true));
        columns.forEach(column -> all.add(new Table.Column(column, true)));
        List<Table.Row> rows = lines.stream().map(Matrix::row).toList();
        return new Table(title, note, all, rows, legend);
    }

    private static Table.Row row(Line line) {
        List<String> cells = new ArrayList<>();
        cells.add(line.size());
        line.cells().forEach(cell -> cells.add(cell.figure() + cell.marks()));
        return new Table.Row(cells, Table.Mood.GOOD);
    }

    private static Matrix of(
            RunResult run, String title, Function<TierResult, Double> figure, Function<Double, String> text) {
        SortedSet<Integer> connections =
                distinct(run, tier -> Optional.of(tier.shape().connections()));
        SortedSet<Integer> sizes = distinct(run, Matrix::size);
        Scale scale = Scale.of(run.tiers().stream().map(figure).toList());
        List<Line> lines = new ArrayList<>();
        for (int size : sizes) {
            List<Cell> cells = connections.stream()
                    .map(count -> cell(find(run, size, count), figure, text, scale))
                    .toList();
            lines.add(new Line(Units.bytes((long) size), cells));
        }
        List<String> columns =
                connections.stream().map(count -> Units.count(count)).toList();
        return new Matrix(title, "Payload sizes down, connections across.", columns, lines, legend(lines));
    }

    private static List<String> legend(List<Line> lines) {
        boolean marked = lines.stream()
                .flatMap(line -> line.cells().stream())
                .anyMatch(cell -> !cell.marks().isEmpty());
        return marked ? LEGEND : List.of();
    }

    private static SortedSet<Integer> distinct(RunResult run, Function<TierResult, Optional<Integer>> key) {
        return run.tiers().stream()
                .flatMap(tier -> key.apply(tier).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Integer> size(TierResult tier) {
        return tier.shape().flood().map(TierShape.Flood::payloadBytes);
    }

    private static Optional<TierResult> find(RunResult run, int size, int connections) {
        return run.tiers().stream()
                .filter(tier ->
                        tier.shape().connections() == connections && size(tier).equals(Optional.of(size)))
                .findFirst();
    }

    private static Cell cell(
            Optional<TierResult> tier,
            Function<TierResult, Double> figure,
            Function<Double, String> text,
            Scale scale) {
        Double value = tier.map(figure).orElse(null);
        return new Cell(text.apply(value), tier.map(Matrix::marks).orElse(""), scale.heat(value));
    }

    static String marks(TierResult tier) {
        boolean wrong = tier.failed() > 0 || FloodWords.hasLosses(tier) || tier.verdict() == Verdict.INCOMPLETE;
        return (isDoubtful(tier) ? DOUBTFUL : "") + (wrong ? LOSSY : "");
    }

    private static boolean isDoubtful(TierResult tier) {
        return tier.verdict() == Verdict.SUSPECT || tier.verdict() == Verdict.STARVED;
    }

    /** The range of a matrix's figures. */
    private record Scale(double least, double greatest) {

        static Scale of(List<Double> values) {
            List<Double> positive =
                    values.stream().filter(value -> value != null && value > 0).toList();
            return new Scale(
                    positive.stream().mapToDouble(Double::doubleValue).min().orElse(1),
                    positive.stream().mapToDouble(Double::doubleValue).max().orElse(1));
        }

        Long heat(Double value) {
            if (value == null) {
                return null;
            }
            return value <= least || least == greatest
                    ? 0
                    : Math.round(100 * Math.log(value / least) / Math.log(greatest / least));
        }
    }
}

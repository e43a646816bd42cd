package wse.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import wse.measure.RunResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * The runs in a directory, oldest first: a table of them, and a page that also shows how each figure has changed.
 * Immutable.
 */
public final class RunHistory {

    private static final String NONE = "";
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final List<KeptRun> runs;
    private final List<String> unreadable;

    private RunHistory(Path directory, List<KeptRun> runs, List<String> unreadable) {
        this.directory = directory;
        this.runs = runs.stream()
                .sorted(Comparator.comparing(KeptRun::startedAt).thenComparing(KeptRun::id))
                .toList();
        this.unreadable = List.copyOf(unreadable);
    }

    /**
     * Reads the runs in the directories below a directory, one after another. A run whose results cannot be read is named
     * in the output.
     *
     * @param directory such as {@code target/wse}
     * @throws IllegalArgumentException if there are no results
     */
    public static RunHistory read(Path directory) throws IOException {
        List<KeptRun> runs = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path file : RunSet.files(directory)) {
            try {
                runs.add(KeptRun.of(id(file), RunSet.parse(file)));
            } catch (IllegalArgumentException e) {
                unreadable.add(e.getMessage());
            }
        }
        if (runs.isEmpty() && unreadable.isEmpty()) {
            throw new IllegalArgumentException("the directory must contain the directories of runs: " + directory
                    + "; give the wse.out of your runs, such as target/wse");
        }
        return new RunHistory(directory, runs, unreadable);
    }

    /** The same of runs that were read already. */
    static RunHistory of(Path directory, List<RunResult> results) {
        List<KeptRun> runs = new ArrayList<>();
        for (RunResult result : results) {
            runs.add(KeptRun.of("run-" + (runs.size() + 1), result));
        }
        return new RunHistory(directory, runs, List.of());
    }

    private static String id(Path file) {
        return file.toAbsolutePath().normalize().getParent().getFileName().toString();
    }

    /** @param colour whether ANSI colours may be used, as on a terminal */
    public String text(boolean colour) {
        return TextReport.render(title(), answer(), about(), unreadable, List.of(table()), colour);
    }

    /** Writes a single HTML file with the table and the charts. */
    public void writeHtml(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        ReportFiles.write(whole.getParent(), whole.getFileName().toString(), HtmlReport.render(this));
    }

    static String title() {
        return "Runs";
    }

    String answer() {
        long tests = runs.stream().map(KeptRun::test).distinct().count();
        return Units.counted(runs.size(), "run") + " of " + Units.counted(tests, "test") + ".";
    }

    String about() {
        return "Directory: " + directory;
    }

    /** The runs whose results cannot be read, one sentence each. */
    List<String> unreadable() {
        return unreadable;
    }

    List<Chart> charts() {
        return Trends.of(runs);
    }

    Table table() {
        List<Table.Column> columns = List.of(
                new Table.Column("Run", false),
                new Table.Column("Name", false),
                new Table.Column("Test", false),
                new Table.Column("Started (UTC)", false),
                new Table.Column("Result", false),
                new Table.Column("Verdict", false));
        return new Table(
                        "Runs, oldest first",
                        "Verdict: the worst of the run's tiers; short storms count only if all storms with the same"
                                + " schedule were short.",
                        columns,
                        runs.stream().map(RunHistory::row).toList())
                .without(NONE);
    }

    /** Date and time without seconds, in UTC. */
    static String minutes(Instant time) {
        return MINUTES.format(time);
    }

    private static Table.Row row(KeptRun run) {
        return new Table.Row(
                List.of(
                        run.id(),
                        run.name().orElse(NONE),
                        run.test(),
                        minutes(run.startedAt()),
                        run.result(),
                        run.verdict().name()),
                run.verdict() == Verdict.VALID ? Table.Mood.GOOD : Table.Mood.DOUBT);
    }
}

package wse.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.measure.RunResult;
import wse.measure.Verdict;
import wse.text.Units;

/** What a run tells GitHub Actions: annotations on the console, and the summary of the step. Pure. */
public final class GitHubReport {

    /** GitHub shows no summary of a step that is larger. */
    public static final long MOST_SUMMARY_BYTES = 1 << 20;

    private static final String TOO_LONG =
            "The report is too long for this summary; see report.md in the run's directory.\n";

    private GitHubReport() {}

    /** One line for each rule that is not met, and one warning each if tiers are SUSPECT or STARVED. */
    public static String annotations(RunResult run, List<Condition> conditions) {
        Stream<String> errors = Condition.missed(conditions).stream()
                .map(condition ->
                        command("error", run.test().title() + ": " + condition.rule(), condition.complaint()));
        Stream<String> warnings = Stream.concat(
                warning(run, Verdict.SUSPECT, "the client itself may have been the bottleneck"),
                warning(run, Verdict.STARVED, "the server lacked CPU, so it may be better than it looks"));
        return Stream.concat(errors, warnings).collect(Collectors.joining());
    }

    private static Stream<String> warning(RunResult run, Verdict verdict, String meaning) {
        long tiers =
                run.tiers().stream().filter(tier -> tier.verdict() == verdict).count();
        return tiers == 0
                ? Stream.empty()
                : Stream.of(command(
                        "warning",
                        run.test().title() + ": " + verdict,
                        tiers + " of " + Units.counted(run.tiers().size(), "tier") + " " + verdict + ": " + meaning));
    }

    private static String command(String name, String title, String message) {
        return "::" + name + " title=" + property(title) + "::" + data(message) + "\n";
    }

    /** As GitHub's own toolkit escapes the text of a command, so that it cannot contain another one. */
    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /**
     * The conditions that are not met, the comparison, and the whole report, as Markdown. If that is too long, the report and,
     * if necessary, the comparison are left out.
     *
     * @param room bytes that may be added
     */
    public static String summary(
            RunResult run, List<Condition> conditions, Optional<Comparison> comparison, long room) {
        String missed = missed(conditions);
        String compared = comparison
                .map(ComparisonReport::markdown)
                .map(text -> text + "\n")
                .orElse("");
        return Stream.of(
                        missed + compared + MarkdownReport.render(run) + "\n",
                        missed + compared + TOO_LONG,
                        missed + TOO_LONG)
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= room)
                .findFirst()
                .orElse("");
    }

    private static String missed(List<Condition> conditions) {
        String missed = Condition.missed(conditions).stream()
                .map(condition -> "- :x: " + Markdown.escape(condition.complaint()) + "\n")
                .collect(Collectors.joining());
        return missed + (missed.isEmpty() ? "" : "\n");
    }
}

package wse.report;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import wse.config.SuiteProfile;
import wse.measure.RunResult;

/**
 * The content of a suite's document, which {@link SuiteMarkdown} and {@link SuiteHtml} print. Pure.
 *
 * @param about when, where and with which profile it was measured, in one line
 * @param circumstances what applies to all figures of one of the tests, one sentence each
 * @param published where the published figures come from
 * @param leftOut what the published suite has and this one does not, one sentence each
 */
record SuiteDocument(
        String title,
        String about,
        List<String> circumstances,
        String published,
        List<Takeaway> takeaways,
        List<String> leftOut,
        List<SuiteSections.Section> sections,
        List<String> commands) {

    static SuiteDocument of(Suite suite) {
        RunResult first = suite.first();
        return new SuiteDocument(
                "WebSocket benchmarks",
                about(suite, first),
                suite.runs().values().stream()
                        .flatMap(run -> Circumstances.of(run).stream())
                        .distinct()
                        .toList(),
                Published.figures().source(),
                Takeaways.of(suite),
                SuiteLeftOut.of(suite),
                SuiteSections.of(suite),
                SuiteCommands.of(suite));
    }

    /** The tables of all sections. */
    List<Table> tables() {
        return sections.stream().flatMap(section -> section.tables().stream()).toList();
    }

    private static String about(Suite suite, RunResult first) {
        String servers = suite.runs().values().stream()
                .map(run -> String.valueOf(run.target().server()))
                .distinct()
                .collect(Collectors.joining("; "));
        String profile = suite.profile()
                .map(SuiteProfile::label)
                .map(label -> ", profile " + label)
                .orElse("");
        return servers + " at " + first.target().host() + ", "
                + suite.startedAt().truncatedTo(ChronoUnit.SECONDS) + profile
                + (suite.id().isEmpty() ? "" : ", suite " + suite.id());
    }
}

package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import wse.config.SuiteTest;
import wse.measure.RunResult;

/** The sections of a suite's document, each with its tables and charts. Pure. */
final class SuiteSections {

    static final String MACHINE = "machine";
    static final String MEMORY = "memory";
    static final String ENGINES = "engines";
    static final String RUNS = "runs";

    private static final String OF_ROUNDS =
            "In the tables, each row combines all rounds of a tier: the percentiles are those of all rounds, the verdict is the"
                    + " worst one, and all other figures are those of the median round.";

    private SuiteSections() {}

    /**
     * One section.
     *
     * @param anchor for links to it
     * @param answer the answer to the test's question, and how far it can be trusted; empty if there is none
     * @param charts comparisons by number of connections
     */
    record Section(String anchor, String title, List<String> answer, List<Table> tables, List<Chart> charts) {}

    static List<Section> of(Suite suite) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(MACHINE, "The machine", List.of(), List.of(SuiteMachine.table(suite)), List.of()));
        Stream.of(SuiteTest.values())
                .filter(test -> !test.isByGatling())
                .forEach(test -> sections.add(section(suite, test)));
        sections.add(new Section(MEMORY, "Memory", List.of(), List.of(SuiteMemory.table(suite)), List.of()));
        Table engines = SuiteEngines.table(suite);
        sections.add(new Section(
                ENGINES,
                "Both engines",
                engines.isEmpty() ? List.of("No tier was carried out by both engines.") : List.of(),
                engines.isEmpty() ? List.of() : List.of(engines),
                List.of()));
        sections.add(new Section(RUNS, "The runs", List.of(), List.of(SuiteRuns.table(suite)), List.of()));
        return sections;
    }

    /** The anchor of a section's first table, for links to its figures. */
    static String tableAnchor(String section) {
        return section + "-table";
    }

    static String anchor(SuiteTest test) {
        return test.kind().label();
    }

    private static Section section(Suite suite, SuiteTest test) {
        return new Section(
                anchor(test), test.title(), answer(suite, test), tables(suite, test), SuiteCharts.of(suite, test));
    }

    private static List<String> answer(Suite suite, SuiteTest test) {
        return suite.run(test).map(SuiteSections::answer).orElse(List.of("This test has no results."));
    }

    private static List<String> answer(RunResult run) {
        List<String> answer = new ArrayList<>();
        run.incomplete().ifPresent(why -> answer.add("The test is INCOMPLETE: " + why + "."));
        Conclusion conclusion = Conclusion.of(run);
        answer.add(conclusion.answer());
        if (Rounds.count(run.tiers()) > 1) {
            answer.add(OF_ROUNDS);
        }
        answer.add(conclusion.verdict());
        return answer;
    }

    private static List<Table> tables(Suite suite, SuiteTest test) {
        return switch (test) {
            case STORM -> SuiteConnectTables.storm(suite);
            case PING -> SuiteConnectTables.ping(suite);
            case THROUGHPUT -> SuiteFloodTables.throughput(suite);
            case SIZES ->
                SuiteFloodTables.sizes(suite).stream()
                        .filter(table -> !table.isEmpty())
                        .toList();
            case FORMATS -> SuiteFloodTables.formats(suite);
            case HOLD -> SuiteConnectTables.hold(suite);
            case LIMIT -> SuiteConnectTables.limit(suite);
            case STORM_BY_GATLING, PING_BY_GATLING -> List.of();
        };
    }
}

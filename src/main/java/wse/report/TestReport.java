package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierResult;
import wse.measure.TierShape;

/** How runs of one kind of test are reported and read back: their own tables, headline figures and charts. Pure. */
interface TestReport {

    static TestReport of(RunResult run) {
        return of(run.test());
    }

    /** The report for a kind of test. The code does not compile until each kind has one. */
    static TestReport of(TestKind test) {
        return switch (test) {
            case CONNECTION_STORM -> new StormReport();
            case PING_LATENCY -> new PingReport();
            case SUSTAINED_HOLD -> new HoldReport();
            case THROUGHPUT -> new FloodReport(Variant.SCHEDULE);
            case SIZE_MATRIX -> new FloodReport(Variant.SIZE);
            case FORMAT_COMPARISON -> new FloodReport(Variant.FORMAT);
            case CONNECTION_LIMIT -> new LimitReport();
            case SCENARIO -> new ScenarioReport();
        };
    }

    /** The answer to the test's question, in one to three sentences. */
    String answer(RunResult run);

    /** The test's own tables, with the main one first. The tables that every test has follow them. */
    List<Table> tables(RunResult run);

    /** The figures at the top of the page. */
    List<Hero> heroes(RunResult run);

    List<Chart> charts(RunResult run);

    /** Reads the shape of a tier from the keys that {@link TierShape#keys()} wrote. */
    TierShape readShape(JsonNode tier);

    /** Reads the figures that only this test measures from the keys that {@link TestFigures#keys()} wrote. */
    default TestFigures readFigures(JsonNode tier) {
        return TestFigures.none();
    }

    /** What distinguishes the tiers, besides their number of connections. */
    default Variant variant() {
        return Variant.SCHEDULE;
    }

    /** Whether the test measures connecting, instead of only beginning with it. */
    default boolean measuresConnects() {
        return false;
    }

    /** The tiers that the table of connects shows. */
    default List<TierResult> connecting(RunResult run) {
        return run.tiers();
    }
}

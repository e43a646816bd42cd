package wse.report;

import java.util.List;
import wse.measure.RunResult;

/** Floods: messages as fast as they are taken. */
record FloodReport(Variant variant) implements TestReport {

    @Override
    public List<Table> tables(RunResult run) {
        return FloodTables.of(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        return FloodHeroes.of(run);
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return Charts.flood(run).toList();
    }
}

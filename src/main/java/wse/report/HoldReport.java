package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.text.Units;

/** Reports on sustained holds: how many connections are alive at the end. */
final class HoldReport implements TestReport {

    @Override
    public List<Table> tables(RunResult run) {
        return List.of(new TableBuilder("Sustained hold", "Alive: answered a ping at the end of the hold.")
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .figure("Connected", tier -> Units.count(tier.measured().connected()))
                .figure("Alive", Figures::alive)
                .figure("Survival", tier -> Units.percent(Figures.survivalPercent(tier)))
                .figure("Timeouts", tier -> Units.count(Figures.pingsTimedOut(tier)))
                .latency(tier -> "", PingReport::kinds)
                .percentiles("Pings", Percentile.P50, Percentile.P95, Percentile.P99)
                .build(run.tiers()));
    }

    @Override
    public String answer(RunResult run) {
        return Answers.hold(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        List<Hero> heroes = new ArrayList<>();
        Hero.largest(run, tier -> tier.measured().alive().isPresent() && tier.verdict() != Verdict.INCOMPLETE)
                .forEach(tier ->
                        heroes.add(Hero.hero(run, "Survival", Units.percent(Figures.survivalPercent(tier)), tier)));
        heroes.addAll(new PingReport().heroes(run));
        return heroes;
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return chartsOf(run);
    }

    /** The charts for every test that holds connections. */
    static List<Chart> chartsOf(RunResult run) {
        return Stream.of(Charts.pings(run), Charts.connectLatency(run), Charts.connectsAgainstConnections(run))
                .flatMap(Function.identity())
                .toList();
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        return new TierShape.Hold(Keys.connections(tier), PingReport.rate(tier));
    }

    @Override
    public TestFigures readFigures(JsonNode tier) {
        return survival(tier);
    }

    /** The figure is absent if the tier was cut short before the last pings. */
    static TestFigures survival(JsonNode tier) {
        return tier.has("alive") ? new TestFigures.Survival(Keys.integer(tier, "alive")) : TestFigures.none();
    }
}

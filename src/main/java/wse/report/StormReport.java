package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;

/** Reports on connection storms: how fast connections are accepted. */
final class StormReport implements TestReport {

    /** The main table is the table of connects, which every test has. */
    @Override
    public List<Table> tables(RunResult run) {
        return List.of(Tables.connects(run), intendedConnects(run));
    }

    /** A separate table, so that the main one remains comparable with the published one. */
    private static Table intendedConnects(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> tier.measured().latencies().containsKey(LatencyKind.RESPONSE))
                .toList();
        return new TableBuilder(
                        "Response time of the storm",
                        "From the intended connect to the ready message, including delays of the client.")
                .tier(Variant.of(run))
                .latency(LatencyKind.RESPONSE)
                .percentiles("Ready", Percentile.P50, Percentile.P95, Percentile.P99, Percentile.P99_9)
                .build(tiers);
    }

    @Override
    public String answer(RunResult run) {
        return StormAnswer.of(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        List<Hero> heroes = new ArrayList<>(Hero.acceptRate(run));
        heroes.add(Hero.failed(run));
        return heroes;
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return Stream.concat(Charts.connectLatency(run), Charts.connectsAgainstConnections(run))
                .toList();
    }

    @Override
    public boolean measuresConnects() {
        return true;
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        return new TierShape.Storm(Keys.connections(tier), Keys.decimal(tier, "connects_per_second"));
    }
}

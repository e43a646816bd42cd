package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.text.Units;

/** Reports on ping latencies, in a closed loop and on an open schedule. */
final class PingReport implements TestReport {

    private static final String HOW_TO_READ = "Service: pong minus actual send. Response: pong minus intended send.";
    private static final List<String> SCHEDULES =
            List.of("Closed: each ping waits for the answer to the one before. Open: pings are due at a fixed rate.");

    @Override
    public List<Table> tables(RunResult run) {
        return List.of(new TableBuilder("Ping latency", HOW_TO_READ)
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .latency(tier -> tier.shape().schedule().label(), PingReport::kinds)
                .percentiles(
                        "Pings",
                        Percentile.P50,
                        Percentile.P90,
                        Percentile.P95,
                        Percentile.P99,
                        Percentile.P99_9,
                        Percentile.P99_99)
                .figure("Answered", tier -> Units.count(Figures.pingsAnswered(tier)))
                .figure("Timeouts", tier -> Units.count(Figures.pingsTimedOut(tier)))
                .legend(SCHEDULES)
                .build(run.tiers()));
    }

    /** The kinds of latencies that a tier's pings have. */
    static List<LatencyKind> kinds(TierResult tier) {
        return tier.measured().latencies().containsKey(LatencyKind.RESPONSE)
                ? List.of(LatencyKind.SERVICE, LatencyKind.RESPONSE)
                : List.of(LatencyKind.SERVICE);
    }

    @Override
    public String answer(RunResult run) {
        return Answers.pings(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        List<Hero> heroes = new ArrayList<>(Hero.latencies(run, LatencyKind.SERVICE));
        heroes.addAll(Hero.latencies(run, LatencyKind.RESPONSE));
        heroes.add(Hero.unanswered(run));
        heroes.add(Hero.failed(run));
        return heroes;
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return Stream.concat(Charts.pings(run), Charts.connectsAgainstConnections(run))
                .toList();
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        return new TierShape.Pings(Keys.connections(tier), rate(tier));
    }

    /** Pings per second and connection; empty in the closed form. */
    static OptionalDouble rate(JsonNode tier) {
        return Keys.decimal(tier, "pings_per_second");
    }
}

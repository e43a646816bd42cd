package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.measure.LatencyKind;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.run.live.OtlpReceiver;

/** Agents produce the same results as one machine. */
@SuppressWarnings("try") // an agent that is only to be there
class AgentsIT extends AgentRuns {

    private static Map<LatencyKind, Long> counts(TierResult tier) {
        long connections = tier.shape().connections();
        assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, connections));
        Map<LatencyKind, Long> counts = new EnumMap<>(LatencyKind.class);
        tier.measured().latencies().forEach((kind, histogram) -> counts.put(kind, histogram.getTotalCount()));
        return counts;
    }

    /** The same agents carry out one run after another. {@link ProcessesIT} shares storms and pings in the same way. */
    @Test
    void shouldCarryOutHoldsFloodsAndSearchesAndCountLikeOneMachine() throws Exception {
        try (AgentProcess one = agent("one", "127.0.0.2", SECRET);
                AgentProcess two = agent("two", "127.0.0.3", SECRET)) {
            hold();

            TierResult flood =
                    only(carriedOut(ThroughputSimulation.class, Map.of("tiers", "5", "warmUp", "0", "duration", "1s")));
            assertThat(flood.measured().messages().lost()).isZero();
            assertThat(flood.server().received())
                    .isEqualTo(flood.measured().messages().arriving());

            Map<String, String> search = Map.of(
                    "warmUp", "0",
                    "maxConnections", "80",
                    "firstStep", "20",
                    "limitResolution", "20",
                    "holdDuration", "1s",
                    "serverMaxConnections", "60");
            RunResult limit = carriedOut(ConnectionLimitSimulation.class, search);
            assertThat(limit.connectionLimit().orElseThrow().connections()).isEqualTo(60);
            assertThat(limit.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.SERVER_CAP);
        }
    }

    /** The live figures, too, are those of all agents together. */
    private void hold() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.open()) {
            Map<String, String> settings = new HashMap<>(HOLD);
            settings.put("live.otlp", receiver.url());

            assertThat(carriedOut(SustainedHoldSimulation.class, settings).tiers())
                    .extracting(AgentsIT::counts)
                    .containsExactly(counts(21, 63), counts(150, 450));

            Map<String, String> small = Map.of("test", "sustained-hold", "tier", "hold 21");
            Map<String, String> large = Map.of("test", "sustained-hold", "tier", "hold 150");
            assertThat(receiver.last().values("wse_stress_connects"))
                    .isEqualTo(Map.of(with(small, "outcome", "OK"), 21.0, with(large, "outcome", "OK"), 150.0));
            assertThat(receiver.last().values("wse_stress_pings_answered"))
                    .isEqualTo(Map.of(small, 63.0, large, 450.0));
            assertThat(receiver.last().values("wse_stress_latency"))
                    .containsEntry(with(small, "kind", "connect"), 21.0)
                    .containsEntry(with(large, "kind", "service"), 450.0);
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(name, value);
        return all;
    }

    /** In a hold of two ping intervals, each connection is pinged twice, and once more at the end. */
    private static Map<LatencyKind, Long> counts(long connects, long pings) {
        return Map.of(LatencyKind.CONNECT, connects, LatencyKind.SERVICE, pings, LatencyKind.RESPONSE, pings);
    }

    private RunResult carriedOut(Class<?> simulation, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("engine", "netty");
        try (SimulationProcess run = run(simulation, simulation.getSimpleName(), all, 2)) {
            assertThat(run.await()).as(run.output()).isZero();
            assertThat(run.output())
                    .contains("[wse] agents: one, two")
                    .doesNotContain("\tat ")
                    .doesNotContain(SECRET);
            assertThat(run.resultsText()).doesNotContain(SECRET);
            RunResult result = run.results();
            assertThat(result.tiers())
                    .allSatisfy(
                            tier -> assertThat(tier.clientUsage().orElseThrow().processes())
                                    .isEqualTo(2));
            return result;
        }
    }
}

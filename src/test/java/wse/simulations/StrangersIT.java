package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.FreePort;
import wse.Strangers;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.TierResult;

/** A flood of the ports of a run and its agents, by processes that do not know the secret. */
@SuppressWarnings("try") // agents and strangers that are only to be there
class StrangersIT extends AgentRuns {

    @Test
    void shouldMeasureTheSameDuringAFlood() throws Exception {
        int first = FreePort.of(InetAddress.getByName("127.0.0.2"));
        int second = FreePort.of(InetAddress.getByName("127.0.0.3"));
        long seconds = Strangers.duration().toSeconds();
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "60", "holdDuration", seconds + "s", "pingInterval", "1s"));
        try (AgentProcess one = agent("one", "127.0.0.2", SECRET, "--port", String.valueOf(first));
                AgentProcess two = agent("two", "127.0.0.3", SECRET, "--port", String.valueOf(second));
                SimulationProcess run = run("run", settings, 2)) {
            run.awaitLine("hold 60:             all connection attempts have ended");
            try (Strangers strangers = Strangers.flood(
                    List.of(),
                    List.of(
                            new InetSocketAddress("127.0.0.1", port),
                            new InetSocketAddress("127.0.0.2", first),
                            new InetSocketAddress("127.0.0.3", second)))) {
                assertThat(run.await()).as(run.output()).isZero();
                assertThat(strangers.connections()).isGreaterThan(100);
            }

            TierResult tier = only(run.results());
            assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 60L));
            assertThat(tier.measured().latencies().get(LatencyKind.SERVICE).getTotalCount())
                    .isEqualTo(60 * (seconds + 1));
            assertThat(tier.clientUsage().orElseThrow().processes()).isEqualTo(2);
            assertThat(run.output()).contains("refused a stranger: 127.0.0.1:").doesNotContain("\tat ");
            one.awaitLine("the run is over");
            two.awaitLine("the run is over");
        }
    }
}

package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.measure.Outcome;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** A large run over several processes, one of which is killed. It loads both cores. */
@Quiet
class LargeHoldIT extends ProcessRuns {

    @Test
    void shouldFinishATierOfSixThousandWithoutAKilledWorker() throws Exception {
        try (SimulationProcess process = hold("6000", "6s", "2s")) {
            process.awaitLine("hold 6000:           all connection attempts have ended");
            assertThat(children(process, "wse.server.ServerChild")).hasSize(2);
            process.awaitLine("6,000 up, 0 failed, memory ");
            children(process, "wse.run.crew.Worker").get(0).destroyForcibly();
            process.awaitLine("4,000 up, 2,000 MEMBER_LOST_WORKER_");

            assertThat(process.await()).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ");
            assertThat(process.handle().descendants()).isEmpty();
            assertOneThirdLost(process.results().tiers().get(0));
        }
    }

    private static void assertOneThirdLost(TierResult tier) {
        Map<Outcome, Long> outcomes = tier.measured().outcomes().asMap();
        assertThat(outcomes).hasSize(2).containsEntry(Outcome.OK, 4_000L);
        assertThat(outcomes.keySet()).anyMatch(outcome -> outcome.toString().contains("MEMBER_LOST_WORKER_"));
        assertThat(tier.measured().outcomes().total()).isEqualTo(6_000);
        assertThat(tier.measured().alive()).hasValue(4_000);
        assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }
}

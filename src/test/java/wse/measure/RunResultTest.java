package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;

class RunResultTest {

    private static final String SECRET = "s3cret";

    /** Puts a secret wherever a server or an exception may have put one. */
    private static RunResult run() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.count(Outcome.RESET);
        outcomes.explain(Outcome.RESET, new OutcomeDetail("it said " + SECRET));
        TierMeasurement measured = new TierMeasurement(
                0, outcomes, outcomes, Messages.NONE, Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(1));
        Judgement judgement = Judgement.incomplete(new Reason(Reason.Cause.OTHER, "because of " + SECRET));
        TierResult tier = new TierResult(
                new TierShape.LimitStep(1, 1),
                new ClientResult(measured, judgement, ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of("found " + SECRET));
        return new RunResult(
                TestKind.CONNECTION_LIMIT,
                "Simulation",
                "netty",
                Instant.EPOCH,
                Map.of(),
                new RunResult.Machine("os", "cpu", 1, 1, "17", "4", "3"),
                new RunResult.Target("127.0.0.1", 80, "server " + SECRET),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ended by " + SECRET),
                List.of(tier),
                Optional.of(new ConnectionLimit(0, LimitCause.UNFINISHED, List.of("evidence " + SECRET))));
    }

    @Test
    void shouldReplaceTextWhereverItMayComeFromOthers() {
        RunResult run = run();
        RunResult masked = run.withWords(text -> text.replace(SECRET, "***"));

        assertThat(run.toString()).contains(SECRET);
        assertThat(masked.toString()).doesNotContain(SECRET).contains("ended by ***", "server ***", "found ***");
        TierResult tier = masked.tiers().get(0);
        assertThat(tier.measured().outcomes().detail(Outcome.RESET).text()).isEqualTo("it said ***");
        assertThat(tier.measured().pingOutcomes().detail(Outcome.RESET).text()).isEqualTo("it said ***");
        assertThat(tier.reasons()).extracting(Reason::sentence).containsExactly("because of ***");
        assertThat(masked.connectionLimit().orElseThrow().evidence()).containsExactly("evidence ***");
        assertThat(run.withWords(text -> text)).isEqualTo(run);
    }
}

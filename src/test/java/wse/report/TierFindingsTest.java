package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** Findings that differ only in their counts are said once. */
class TierFindingsTest {

    private static final String QUEUE = "the kernel turned away %s because a server's accept queue was full"
            + " (ListenOverflows); clients repeat each attempt after 1 s, 2 s and so on";

    private static final String SENTENCE = "The" + QUEUE.substring(3);

    /** The tiers of a storm of 100, 500, 1,000, 2,000 and 5,000 connections, some with a finding. */
    private static RunResult storm(String... findings) {
        List<TierResult> tiers = Runs.storm().tiers();
        return Runs.run(
                TestKind.CONNECTION_STORM,
                "ConnectionStormSimulation",
                "netty",
                IntStream.range(0, tiers.size())
                        .mapToObj(i -> with(tiers.get(i), i < findings.length ? findings[i] : ""))
                        .toList(),
                null);
    }

    private static TierResult with(TierResult tier, String finding) {
        return new TierResult(
                tier.shape(), tier.client(), tier.server(), finding.isEmpty() ? List.of() : List.of(finding));
    }

    private static String queue(String attempts) {
        return String.format(QUEUE, attempts);
    }

    @Test
    void shouldNameTheTiersAndTheirCountsInOneSentence() {
        RunResult run = storm(
                "",
                queue("1 connection attempt"),
                queue("2,209 connection attempts"),
                queue("812 connection attempts"));

        assertThat(TierFindings.of(run))
                .containsExactly(String.format(SENTENCE, "2,209 connection attempts")
                        + " (1,000 connections; 1 with 500 connections; 812 with 2,000 connections).");
    }

    /** Earlier versions wrote the counts without commas. */
    @Test
    void shouldNotRepeatACountThatIsTheSame() {
        RunResult run = storm(queue("2209 connection attempts"), queue("2209 connection attempts"));

        assertThat(TierFindings.of(run))
                .containsExactly(
                        String.format(SENTENCE, "2209 connection attempts") + " (100 connections; 500 connections).");
    }

    @Test
    void shouldNameAFewTiersOnly() {
        List<TierResult> one = Runs.storm().tiers().subList(0, 1);
        List<TierResult> tiers = IntStream.range(0, 7)
                .mapToObj(i -> with(one.get(0), queue(10 - i + " connection attempts")))
                .toList();
        RunResult run = Runs.run(TestKind.CONNECTION_STORM, "S", "netty", tiers, null);

        assertThat(TierFindings.of(run))
                .singleElement()
                .asString()
                .endsWith(" (100 connections; 9 with 100 connections; 8 with 100 connections; 7 with 100 connections;"
                        + " 6 with 100 connections; and in 2 other tiers).");
    }

    @Test
    void shouldSayWhatAppliesToAllTiersWithoutNamingThem() {
        String finding = "wse.metrics cannot be read";

        assertThat(TierFindings.of(storm(finding, finding, finding, finding, finding)))
                .containsExactly("wse.metrics cannot be read (all tiers).");
    }

    @Test
    void shouldKeepFindingsApartThatDifferInOtherThanCounts() {
        assertThat(TierFindings.of(
                        storm("10.0.0.1:5006 is slow", "10.0.0.2:5006 is slow", "it took 1.5 s", "it took 2.5 s")))
                .hasSize(4);
    }
}

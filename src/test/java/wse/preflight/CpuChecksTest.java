package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.preflight.Finding.Level;
import wse.preflight.MachineLimits.Place;
import wse.preflight.MachineLimits.Reach;
import wse.preflight.PreflightNeeds.Adjustment;
import wse.preflight.PreflightNeeds.Layout;
import wse.preflight.PreflightNeeds.Traffic;

/** The CPU time that pings need, on machines with 2 cores. */
class CpuChecksTest {

    private static final Adjustment BY_INTERVAL = Adjustment.ByInterval.within(Optional.of(Duration.ofSeconds(60)));
    private static final MachineLimits LOCAL = Machines.with(Machines.BENCH, new Reach(Place.LOCAL, true, List.of()));
    private static final MachineLimits REMOTE = Machines.with(Machines.BENCH, Machines.REMOTE);

    private static PreflightNeeds pinging(int connections, double perSecond) {
        return PreflightNeeds.of(List.of(connections), 0, 0, List.of(), List.of(), ClientHeap.NETTY)
                .withLayout(Layout.DERIVED)
                .withTraffic(new Traffic(perSecond, 0, BY_INTERVAL));
    }

    private static Finding finding(PreflightNeeds needs, MachineLimits limits) {
        return Preflight.check(needs, limits).stream()
                .filter(each -> each.name().equals("CPU for pings"))
                .findFirst()
                .orElseThrow();
    }

    /** In such a run, 28 % of the pings timed out although every other limit was high enough. */
    @Test
    void shouldWarnOfAMillionConnectionsThatPingEvery30SecondsOnTwoCores() {
        Finding finding = finding(pinging(1_000_000, 1_000_000 / 30.0), Machines.BENCH);

        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.arithmetic())
                .isEqualTo("33333 pings/s x (53 us of the client + 42 us of the server) = 3.17 of 2 cores");
        assertThat(finding.remedy()).contains("80 %", "other machines");
        assertThat(finding.command()).contains("--agents 2");
    }

    @ParameterizedTest
    @CsvSource({"0.5, OK", "0.9, OK", "1.1, WARN"})
    void shouldWarnIfPingsNeedMoreThanFourFifthsOfTheCores(double share, Level level) {
        double most = 0.8 * 2 * 1e6 / (53 + 42);

        assertThat(finding(pinging(500_000, share * most), Machines.BENCH).level())
                .isEqualTo(level);
    }

    /** With one process for each of the two cores, no process has to wait for its turn. */
    @Test
    void shouldCountLessForFewProcesses() {
        PreflightNeeds few = pinging(5_000, 40_000).withLayout(new Layout(1, 1, 1, false));

        assertThat(finding(few, Machines.BENCH).arithmetic())
                .isEqualTo("40000 pings/s x (7.50 us of the client + 6.60 us of the server) = 0.56 of 2 cores");
    }

    @Test
    void shouldAssumeAServerLikeTheReferenceServerIfItIsUnknown() {
        assertThat(finding(pinging(100_000, 5_000), LOCAL).arithmetic())
                .contains("+ 42 us of a server like the reference server)");
    }

    @Test
    void shouldCountOnlyTheClientIfTheServerIsElsewhere() {
        assertThat(finding(pinging(1_000_000, 20_000), REMOTE).arithmetic())
                .isEqualTo("20000 pings/s x 53 us of the client = 1.06 of 2 cores");
        assertThat(finding(pinging(1_000_000, 20_000).withLayout(new Layout(4, 0, 0, true)), REMOTE)
                        .arithmetic())
                .startsWith("5000 pings/s x ");
    }

    @Test
    void shouldRecommendALongerIntervalIfTheServerAllowsIt() {
        assertThat(finding(pinging(500_000, 500_000 / 5.0), Machines.BENCH).command())
                .isEqualTo("-Dwse.pingInterval=30s");
        assertThat(finding(pinging(500_000, 500_000 / 5.0), REMOTE).command()).isEqualTo("-Dwse.pingInterval=17s");
    }

    @Test
    void shouldRecommendAnIntervalBelowASecondIfTheServerAllowsNoLongerOne() {
        assertThat(finding(silentFor(Duration.ofMillis(500), 20_000), REMOTE).command())
                .isEqualTo("-Dwse.pingInterval=94ms");
        assertThat(finding(silentFor(Duration.ofMillis(150), 20_000), REMOTE).command())
                .contains("--agents 94");
    }

    /** A run has at most 1,000 agents. */
    @Test
    void shouldRecommendSmallerTiersIfNoNumberOfAgentsIsEnough() {
        PreflightNeeds needs = silentFor(Duration.ofMillis(100), 20_000);
        Traffic moreOften = new Traffic(
                20 * needs.traffic().pingsPerSecond(), 0, needs.traffic().adjustment());

        assertThat(finding(needs.withTraffic(moreOften), REMOTE).command())
                .isEqualTo("use smaller tiers: at most 10 connections on each machine");
    }

    /** Pings once per millisecond, but the interval may be longer. */
    private static PreflightNeeds silentFor(Duration idleTimeout, int connections) {
        return pinging(connections, 0)
                .withLayout(new Layout(1, 1, 1, false))
                .withTraffic(new Traffic(connections * 1e3, 0, Adjustment.ByInterval.within(Optional.of(idleTimeout))));
    }

    @Test
    void shouldRecommendALowerRateOnAnOpenSchedule() {
        PreflightNeeds needs = pinging(1_000, 1_000 * 1_000)
                .withLayout(new Layout(1, 1, 1, false))
                .withTraffic(new Traffic(1_000 * 1_000, 0, new Adjustment.ByRate()));

        assertThat(finding(needs, Machines.BENCH).command()).isEqualTo("-Dwse.pingRate=113.475");
    }

    @Test
    void shouldCountThePingsThatTheEmbeddedServerSends() {
        PreflightNeeds needs =
                pinging(1_000_000, 0).withTraffic(new Traffic(1_000_000 / 30.0, 1_000_000 / 25.0, BY_INTERVAL));
        Finding finding = finding(needs, Machines.BENCH);

        assertThat(finding.arithmetic()).startsWith("(33333 pings/s + 40000/s of the server's own) x ");
        assertThat(finding.command()).startsWith("-Dwse.serverPingInterval=600s");
    }

    @Test
    void shouldSayNothingAboutATestWithoutScheduledPings() {
        assertThat(Preflight.check(pinging(1_000_000, 0), Machines.BENCH))
                .noneMatch(each -> each.name().equals("CPU for pings"));
    }
}

package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.load.TierRun;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;

/** A tier of 10 connections that said hello and sent 50 pings, held against what the server counted. */
class FindingsTest {

    private static final int CONNECTED = 10;
    private static final Messages PINGED = new Messages(50, 50, 1_900, 10);

    @Test
    void shouldFindNothingWhenAllAgree() {
        assertThat(findings(run(PINGED), server(60L, 0L, 10L))).isEmpty();
    }

    @Test
    void shouldFindNothingInWhatTheServerDoesNotTell() {
        assertThat(findings(run(PINGED), server(null, null, null))).isEmpty();
    }

    @Test
    void shouldTellOfAcceptedConnectionsThatNeverBecameReady() {
        assertThat(findings(run(PINGED), server(60L, 0L, 12L)))
                .singleElement()
                .asString()
                .contains("12 accepted", "client 10");
    }

    @Test
    void shouldTellOfMessagesThatTheServerNeverReceived() {
        assertThat(findings(run(PINGED), server(59L, 0L, 10L)))
                .singleElement()
                .asString()
                .contains("59 messages received", "sent 60", "50 pings", "10 hellos");
    }

    @Test
    void shouldTellOfMessagesThatTheServerDropped() {
        assertThat(findings(run(PINGED), server(60L, 3L, 10L)))
                .singleElement()
                .asString()
                .contains("dropped 3");
    }

    @Test
    void shouldNotHoldHellosAloneAgainstTheServer() {
        Messages hellosOnly = new Messages(0, 0, 0, 10);

        assertThat(findings(run(hellosOnly), server(7L, 0L, 10L))).isEmpty();
    }

    @Test
    void shouldTellOfLatePongs() {
        assertThat(findings(new TierRun(measured(PINGED), null, List.of(), 0, 4), server(60L, 0L, 10L)))
                .singleElement()
                .asString()
                .startsWith("4 pongs");
    }

    @Test
    void shouldTellOfRequestsThatGatlingsReportDoesNotShow() {
        assertThat(findings(new TierRun(measured(PINGED), null, List.of(), 5, 0), server(60L, 0L, 10L)))
                .singleElement()
                .asString()
                .startsWith("5 requests");
    }

    @Test
    void shouldTellOfLatenciesPastTheRecordersRange() {
        assertThat(Findings.of(run(PINGED), server(60L, 0L, 10L), 6, List.of()))
                .singleElement()
                .asString()
                .startsWith("6 latencies");
    }

    @Test
    void shouldKeepWhatTheServersWatchCouldNotSee() {
        assertThat(Findings.of(run(PINGED), server(60L, 0L, 10L), 0, List.of("no counters")))
                .containsExactly("no counters");
    }

    private static List<String> findings(TierRun run, ServerUsage server) {
        return Findings.of(run, server, 0, List.of());
    }

    private static TierRun run(Messages messages) {
        return new TierRun(measured(messages), null, List.of(), 0, 0);
    }

    private static TierMeasurement measured(Messages messages) {
        return new TierMeasurement(
                CONNECTED,
                null,
                new OutcomeCounts(),
                new OutcomeCounts(),
                messages,
                Map.of(LatencyKind.CONNECT, LatencyRecorder.newHistogram()),
                Duration.ofMillis(5),
                Duration.ofSeconds(1),
                null);
    }

    private static ServerUsage server(Long received, Long dropped, Long accepted) {
        return new ServerUsage(null, null, received, dropped, accepted, null, null, null);
    }
}

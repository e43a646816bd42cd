package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;

class TierNotesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10      | 10 connections, 10 pings/s each
            1       | 10 connections, 1 ping/s each
            0.2     | 10 connections, 0.2 pings/s each
            0.03333 | 10 connections, a ping every 30 s each
            """)
    void shouldSayHowOftenConnectionsArePinged(double perSecond, String label) {
        TierResult some = Runs.openPings(1, 0);
        TierResult tier = new TierResult(TierShape.Pings.open(10, perSecond), some.client(), some.server(), List.of());
        RunResult run = Runs.run(TestKind.PING_LATENCY, "PingLatencySimulation", "netty", List.of(tier), null);

        assertThat(TierNotes.label(run, tier)).isEqualTo(label);
    }
}

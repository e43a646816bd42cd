package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.TestKind;
import wse.measure.Outcome;
import wse.measure.RunResult;

class RefusedHandshakesTest {

    private static RunResult refused(TestKind test, String window) {
        RunResult storm = Runs.storm();
        storm.tiers().get(0).measured().outcomes().add(Outcome.handshakeRejected(503), 7);
        RunResult run = Runs.run(test, storm.simulation(), "netty", storm.tiers(), null);
        return Runs.with(run, Map.of("wse.connectWindow", window));
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "10000, 100", "101, 100", "100, 50", "2, 1", "few, 100"})
    void shouldProposeFewerHandshakesAtOnce(String window, int smaller) {
        assertThat(Conclusion.of(refused(TestKind.CONNECTION_STORM, window)).findings())
                .contains(
                        "The server refused 7 handshakes with HTTP status 503, as servers do when they are overloaded,"
                                + " or when too many handshakes are under way. It may accept all of them if fewer are under way"
                                + " at once: -Dwse.connectWindow=" + smaller + ".");
    }

    @Test
    void shouldProposeNothingIfThereIsNoSmallerWindow() {
        assertThat(Conclusion.of(refused(TestKind.CONNECTION_STORM, "1")).findings())
                .anyMatch(finding -> finding.endsWith("or when too many handshakes are under way."));
    }

    @Test
    void shouldSayNothingAboutOtherOutcomesAndInASearch() {
        assertThat(RefusedHandshakes.finding(Runs.storm())).isEmpty();
        assertThat(RefusedHandshakes.finding(Runs.storm().withTiers(List.of()))).isEmpty();
        assertThat(RefusedHandshakes.finding(refused(TestKind.CONNECTION_LIMIT, "100")))
                .isEmpty();
    }
}

package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.Config;
import wse.config.SuiteTest;
import wse.run.crew.MachineCheck;

class FittedTest {

    private static Config config(SuiteTest test, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("wse.suite", "full", "wse.suiteId", "a"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return Config.from(test.kind(), test.simulation(), properties, Map.of());
    }

    /** How many tiers remain depends on the machine that runs the test. */
    @ParameterizedTest
    @EnumSource(names = {"STORM", "LIMIT"})
    void shouldKeepWhatTheMachineCarriesOfAFullSuite(SuiteTest test) {
        Config planned = config(test);

        Fitted fitted = Fitted.of(planned, List.of());

        assertThat(MachineCheck.failure(fitted.config(), List.of())).isEmpty();
        assertThat(fitted.notCarried().isPresent())
                .isEqualTo(!fitted.config().tiers().equals(planned.tiers()));
        assertThat(fitted.notCarried().isPresent())
                .isEqualTo(MachineCheck.failure(planned, List.of()).isPresent());
    }

    @ParameterizedTest
    @EnumSource(names = {"STORM", "LIMIT"})
    void shouldNeverLeaveOutWhatTheUserHasChosen(SuiteTest test) {
        String key = test == SuiteTest.LIMIT ? "wse.maxConnections" : "wse.tiers";
        Config chosen = config(test, key, "2000000000");

        assertThat(Fitted.of(chosen, List.of())).isEqualTo(new Fitted(chosen, Optional.empty()));
    }
}

package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.foreign.ForeignProtocol;
import wse.foreign.ForeignServer;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;

/** Gatling's own engine speaks the protocols of the documentation's examples, with servers that are not ours. */
class DescribedProtocolSimulationIT {

    @TempDir
    private Path directory;

    /** The three tests that this engine can carry out. */
    @ParameterizedTest
    @EnumSource
    void shouldLogInPingAndHold(ForeignProtocol protocol) throws Exception {
        try (ForeignServer server = protocol.start()) {
            Map<String, String> settings = protocol.settings(server, directory);
            settings.putAll(Map.of("engine", "gatling", "tiers", "3"));
            TierMeasurement storm = firstTier(ConnectionStormSimulation.class, settings, Map.of());
            TierMeasurement closed =
                    firstTier(PingLatencySimulation.class, settings, Map.of("pings", "4", "duration", "1s"));
            TierMeasurement hold = firstTier(
                    SustainedHoldSimulation.class, settings, Map.of("holdDuration", "1s", "pingInterval", "500ms"));

            Map<Outcome, Long> connected = Map.of(Outcome.OK, 3L);
            assertThat(storm.outcomes().asMap()).isEqualTo(connected);
            assertThat(closed.outcomes().asMap()).isEqualTo(connected);
            assertThat(closed.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
            assertThat(hold.outcomes().asMap()).isEqualTo(connected);
            assertThat(hold.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 9L));
        }
    }

    private TierMeasurement firstTier(Class<?> simulation, Map<String, String> all, Map<String, String> own)
            throws Exception {
        Map<String, String> settings = new HashMap<>(all);
        settings.putAll(own);
        return WholeRun.of(simulation, directory.resolve(simulation.getSimpleName()), settings)
                .tiers()
                .get(0)
                .measured();
    }
}

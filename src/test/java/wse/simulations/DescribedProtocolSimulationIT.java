package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.foreign.ForeignProtocol;
import wse.foreign.ForeignServer;
import wse.measure.Outcome;
import wse.measure.TierResult;

/** Gatling's own engine speaks the protocols of the documentation's examples, with servers that are not ours. */
class DescribedProtocolSimulationIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldLogInAndPing(ForeignProtocol protocol) throws Exception {
        try (ForeignServer server = protocol.start()) {
            Map<String, String> settings = protocol.settings(server, directory);
            settings.putAll(Map.of("engine", "gatling", "tiers", "3", "pings", "4", "duration", "1s"));
            TierResult closed = WholeRun.of(PingLatencySimulation.class, directory, settings)
                    .tiers()
                    .get(0);

            assertThat(closed.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 3L));
            assertThat(closed.measured().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
        }
    }
}

package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TestKind;
import wse.dialect.PluginJar;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;

/**
 * Tests a protocol that this project knows nothing about, in a jar that is compiled here, with a server that knows nothing
 * about this project: a login, binary pings that are answered in order, and acknowledgements. Uses two worker processes.
 */
class ForeignDialectIT {

    @TempDir
    private Path directory;

    private final MqttBroker broker = new MqttBroker(0);

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void shouldLogEachUserInSeparately() throws Exception {
        TierMeasurement storm = lastTier(TestKind.CONNECTION_STORM, Map.of("wse.tiers", "12", "wse.settleTime", "0s"));

        assertThat(storm.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
        assertThat(broker.clients()).contains("wse-0", "wse-11").hasSize(12);
        assertThat(storm.messages().hellos()).isEqualTo(12);
    }

    @Test
    void shouldPingInOrder() throws Exception {
        TierMeasurement pings =
                lastTier(TestKind.PING_LATENCY, Map.of("wse.tiers", "6", "wse.pings", "5", "wse.duration", "500ms"));

        assertThat(pings.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, pings.pingOutcomes().total()));
        assertThat(pings.pingOutcomes().total()).isPositive();
        assertThat(broker.pings())
                .isGreaterThanOrEqualTo(6 * 5 + pings.pingOutcomes().total());
    }

    @Test
    void shouldConfirmAFloodByPingsInOrder() throws Exception {
        TierMeasurement flood = lastTier(TestKind.THROUGHPUT, Map.of("wse.tiers", "4", "wse.duration", "500ms"));

        assertThat(flood.messages().sent()).isPositive();
        assertThat(flood.messages().confirmed())
                .isEqualTo(flood.messages().sent())
                .isEqualTo(broker.published());
    }

    @Test
    void shouldConfirmAFloodByAcknowledgements() throws Exception {
        TierMeasurement flood = lastTier(
                TestKind.THROUGHPUT, Map.of("wse.tiers", "4", "wse.duration", "500ms", "wse.direction", "echo"));

        assertThat(flood.messages().sent()).isPositive().isEqualTo(broker.published() - 1);
        assertThat(flood.messages().confirmed()).isEqualTo(flood.messages().sent());
        assertThat(flood.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 4L));
    }

    @Test
    void shouldSearchForTheLimit() throws Exception {
        Map<String, String> settings = Map.of(
                "wse.maxConnections", "8",
                "wse.firstStep", "4",
                "wse.holdDuration", "500ms",
                "wse.pingInterval", "250ms");

        RunResult result = result(TestKind.CONNECTION_LIMIT, settings);

        assertThat(result.tiers()).hasSize(2);
        assertThat(result.tiers())
                .allSatisfy(step -> assertThat(step.measured().outcomes().of(Outcome.OK))
                        .isEqualTo(step.measured().outcomes().total()));
    }

    @Test
    void shouldListTheKnownProtocolsBeforeAnyLoad() {
        assertThatThrownBy(() -> Config.from(
                        TestKind.CONNECTION_STORM, Map.of("wse.host", "127.0.0.1", "wse.dialect", "mqtt"), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.dialect=mqtt is not a protocol that is installed here: there are echo (");
    }

    private RunResult result(TestKind test, Map<String, String> settings) throws Exception {
        return run().result(test, settings);
    }

    private TierMeasurement lastTier(TestKind test, Map<String, String> settings) throws Exception {
        return run().lastTier(test, settings);
    }

    private LibraryRun run() throws IOException {
        return new LibraryRun(
                directory,
                Map.of(
                        "wse.port",
                        String.valueOf(broker.port()),
                        "wse.dialect",
                        "mqtt",
                        "wse.plugins",
                        PluginJar.compile(directory).jar("mqtt.jar").toString(),
                        "wse.processes",
                        "2"));
    }
}

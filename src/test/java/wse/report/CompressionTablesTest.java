package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.RunResult;

class CompressionTablesTest {

    private static final Map<String, String> OFFERED = Map.of("wse.compression", "permessage-deflate");

    @Test
    void shouldShowWhatCompressionLeft() {
        Table table = CompressionTables.of(FloodRuns.compressed());

        assertThat(table.rows()).hasSize(1);
        assertThat(table.rows().get(0).cells()).contains("36.0 %", "35.7 %");
    }

    @Test
    void shouldHaveNoRowsWithoutCompression() {
        assertThat(CompressionTables.of(Runs.ping()).isEmpty()).isTrue();
        assertThat(CompressionTables.finding(Runs.ping())).isEmpty();
    }

    @Test
    void shouldSayAtTheTopThatTheServerDidNotCompress() {
        RunResult run = Runs.with(FloodRuns.throughputEcho(), OFFERED);

        assertThat(Conclusion.of(run).findings())
                .contains("The server did not accept compression (wse.compression=permessage-deflate), so nothing was"
                        + " compressed.");
    }

    @Test
    void shouldSayInHowManyTiersTheServerDidNotCompress() {
        assertThat(Conclusion.of(FloodRuns.compressed()).findings())
                .contains(
                        "The server did not accept compression (wse.compression=permessage-deflate) in 1 of 2 tiers, so"
                                + " nothing was compressed there.");
    }

    @Test
    void shouldSayThatGatlingsEngineDoesNotCount() {
        RunResult run = Runs.with(
                Runs.run(TestKind.PING_LATENCY, "x", "gatling", Runs.ping().tiers(), null), OFFERED);

        assertThat(CompressionTables.finding(run)).contains("Gatling's engine does not count");
        assertThat(CompressionTables.finding(run.withTiers(List.of()))).isEmpty();
        assertThat(CompressionTables.of(run).isEmpty()).isTrue();
    }

    @Test
    void shouldShowWhatConnectionsCostWithBothEngines() {
        RunResult gatling =
                Runs.run(TestKind.PING_LATENCY, "x", "gatling", Runs.ping().tiers(), null);

        assertThat(CompressionTables.cost(FloodRuns.compressed()).rows()).hasSize(1);
        assertThat(CompressionTables.cost(Runs.with(gatling, OFFERED)).rows()).hasSameSizeAs(gatling.tiers());
        assertThat(CompressionTables.cost(gatling).isEmpty()).isTrue();
    }

    @Test
    void shouldReadWhatItWrites() {
        RunResult run = FloodRuns.compressed();

        assertThat(JsonReport.parse(JsonReport.render(run))).isEqualTo(run);
        assertThat(JsonReport.render(run))
                .contains(
                        "\"wire_bytes_sent\" : 141000000",
                        "\"sent_percent\" : 35.9",
                        "server_cpu_seconds_per_connection");
    }
}

package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import wse.measure.TierResult;
import wse.report.JsonReport;
import wse.run.tiers.Tier;

/**
 * Tests a protocol that this project knows nothing about, in a jar that is compiled here, with a server that knows nothing
 * about this project: two login messages, and binary pings that are answered in order. Uses two worker processes.
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
        TierMeasurement storm = run(TestKind.CONNECTION_STORM, Map.of("wse.tiers", "12"), 2);

        assertThat(storm.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
        assertThat(broker.clients()).contains("wse-0", "wse-11").hasSize(12);
        assertThat(storm.messages().hellos()).isEqualTo(24);
    }

    @Test
    void shouldPingInOrder() throws Exception {
        TierMeasurement pings =
                run(TestKind.PING_LATENCY, Map.of("wse.tiers", "6", "wse.pings", "5", "wse.duration", "1s"), 2);

        assertThat(pings.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, pings.pingOutcomes().total()));
        assertThat(pings.pingOutcomes().total()).isPositive();
        assertThat(broker.pings())
                .isGreaterThanOrEqualTo(6 * 5 + pings.pingOutcomes().total());
    }

    @Test
    void shouldConfirmAFloodByPingsInOrder() throws Exception {
        TierMeasurement flood = run(TestKind.THROUGHPUT, Map.of("wse.tiers", "4", "wse.duration", "500ms"), 2);

        assertThat(flood.messages().sent()).isPositive();
        assertThat(flood.messages().confirmed())
                .isEqualTo(flood.messages().sent())
                .isEqualTo(broker.published());
    }

    @Test
    void shouldSearchForTheLimit() throws Exception {
        Map<String, String> settings = Map.of(
                "wse.maxConnections", "8",
                "wse.firstStep", "4",
                "wse.holdDuration", "500ms",
                "wse.pingInterval", "250ms");

        RunResult result = result(TestKind.CONNECTION_LIMIT, settings, 2);

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

    private TierMeasurement run(TestKind test, Map<String, String> settings, int processes) throws Exception {
        List<TierResult> tiers = result(test, settings, processes).tiers();
        return tiers.get(tiers.size() - 1).measured();
    }

    private RunResult result(TestKind test, Map<String, String> settings, int processes) throws Exception {
        Path out = directory.resolve("out");
        Map<String, String> all = new HashMap<>(settings);
        all.put("wse.host", "127.0.0.1");
        all.put("wse.port", String.valueOf(broker.port()));
        all.put("wse.dialect", "mqtt");
        all.put("wse.plugins", PluginJar.compile(directory).jar("mqtt.jar").toString());
        all.put("wse.engine", "netty");
        all.put("wse.processes", String.valueOf(processes));
        all.put("wse.warmUp", "0");
        all.put("wse.out", out.toString());
        StressRun run =
                RunComposer.compose(Config.from(test, all, Map.of()), getClass().getName());
        for (Tier tier : run.tiers()) {
            run.carryOut(tier).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        while (test == TestKind.CONNECTION_LIMIT && run.limit().hasNext()) {
            run.limit().step().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        run.finish();
        return JsonReport.parse(Files.readString(results(out)));
    }

    private static Path results(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("results.json"))
                    .filter(file -> !file.toString().contains("latest"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

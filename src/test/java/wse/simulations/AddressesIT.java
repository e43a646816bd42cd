package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.AddressFigures;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;
import wse.server.ServerTransport;

/** Both engines, the netty engine in two processes, spread a test over two addresses and leave out a third, dead one. */
class AddressesIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"gatling", "netty"})
    void shouldSpreadAStormOverTheAddressesThatAnswer(String engine) throws Exception {
        try (ReferenceServer one = ReferenceServer.start(ServerOptions.defaults());
                ReferenceServer two = ReferenceServer.start(at("127.0.0.2", one.port()))) {
            assertThat(two.port()).isEqualTo(one.port());
            Map<String, String> settings = new HashMap<>(
                    Map.of("host", "127.0.0.1,127.0.0.3,127.0.0.2", "port", String.valueOf(one.port()), "tiers", "41"));
            settings.putAll(Map.of("engine", engine, "warmUp", "0", "dialect", "wse"));
            if (engine.equals("netty")) {
                settings.put("processes", "2");
            }

            RunResult run = WholeRun.of(ConnectionStormSimulation.class, directory, settings);

            List<AddressFigures> rows = run.tiers().get(0).measured().addresses();
            assertThat(rows).extracting(AddressFigures::address).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
            assertThat(rows).extracting(row -> row.outcomes().of(Outcome.OK)).containsExactlyInAnyOrder(20L, 21L);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.ready().getTotalCount())
                            .isEqualTo(row.outcomes().total()));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.ready().getMinValue()).isPositive());
            assertThat(run.target().leftOut())
                    .containsExactly("127.0.0.3: nothing is listening there (connection refused)");
            assertThat(run.tiers().get(0).serverUsage()).isPresent();
        }
        assertThat(Files.readString(directory.resolve("wse/latest/report.md")))
                .contains("An address of the server got no load (127.0.0.3")
                .contains("## Addresses of the server");
    }

    private static ServerOptions at(String host, int port) {
        return ServerOptions.defaults()
                .withListen(new ServerOptions.Listen(host, port, 0, 1, 1, ServerTransport.AUTO, List.of()));
    }
}

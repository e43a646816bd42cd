package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.docs.Page;
import wse.docs.ShellCommand;
import wse.load.EchoServer;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** README's commands run simulations as they are printed, but with little load, and on free ports. */
class ReadmeCommandsIT {

    private static final String SIMULATION = "gatling.simulationClass";

    private static final Map<String, String> LITTLE_LOAD =
            Map.of("tiers", "20", "warmUp", "0", "pings", "5", "duration", "1s");

    @TempDir
    Path directory;

    static Stream<ShellCommand> commands() {
        return Page.read(Path.of("README.md")).blocks().stream()
                .flatMap(block -> ShellCommand.in(block.code()).stream())
                .filter(command -> command.properties().containsKey(SIMULATION));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldRunTheSimulation(ShellCommand command) throws Exception {
        Class<?> simulation = Class.forName(command.properties().get(SIMULATION));
        Map<String, String> settings = settings(command);
        try (ServerProcess reference = ServerProcess.start(ServerOptions.defaults());
                EchoServer echo = EchoServer.start()) {
            boolean toEcho = "echo".equals(settings.get("dialect"));
            settings.computeIfPresent(
                    "port",
                    (key, printed) -> String.valueOf(toEcho ? echo.address().getPort() : reference.port()));

            RunResult run = WholeRun.of(simulation, directory, settings);

            assertThat(run.tiers())
                    .isNotEmpty()
                    .allSatisfy(tier -> assertThat(tier.measured().outcomes().of(Outcome.OK))
                            .isEqualTo(20));
        }
    }

    /** The printed settings without their prefix, and further ones that make the load small. */
    private static Map<String, String> settings(ShellCommand command) {
        Map<String, String> settings = new HashMap<>();
        LITTLE_LOAD.forEach((key, value) -> {
            if (!key.matches("pings|duration") || command.toString().contains("PingLatency")) {
                settings.put(key, value);
            }
        });
        command.properties().forEach((key, value) -> {
            if (key.startsWith("wse.")) {
                settings.put(key.substring("wse.".length()), value);
            }
        });
        return settings;
    }
}

package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.examples.HelloSimulation;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** With the reference server, the simulations printed in the documentation do what it says. */
class ExamplesIT {

    @TempDir
    Path directory;

    @Test
    void shouldRunTheScenarioOfTheDocumentation() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerOptions.defaults());
                SimulationProcess hello = SimulationProcess.start(
                        HelloSimulation.class, directory, Map.of("port", String.valueOf(server.port())))) {
            int status = hello.await();
            assertThat(status).as(hello.output()).isZero();
            assertThat(hello.output()).containsPattern("> Global +[|] +800 [|] +800 [|] +0\\R");
        }
    }
}

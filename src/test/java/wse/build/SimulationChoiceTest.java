package wse.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.simulations.PingLatencySimulation;

class SimulationChoiceTest {

    private static final String NONE = "${gatling.simulationClass}";
    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher ";

    @Test
    void shouldListTheSevenSimulationsForAMisspelledName() {
        SimulationChoice choice = choice("gatling:test", "wse.simulations.PingLatncy");

        assertThatThrownBy(choice::execute).hasToString("""
                There is no simulation 'wse.simulations.PingLatncy'. Choose one with -Dgatling.simulationClass=NAME, or run \
                all of them with -Dgatling.runMultipleSimulations=true. The simulations are:
                  wse.simulations.ConnectionLimitSimulation
                  wse.simulations.ConnectionStormSimulation
                  wse.simulations.FormatComparisonSimulation
                  wse.simulations.PingLatencySimulation
                  wse.simulations.SizeMatrixSimulation
                  wse.simulations.SustainedHoldSimulation
                  wse.simulations.ThroughputSimulation""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PingLatencySimulation", "pingLatency", "wse.PingLatency"})
    void shouldSuggestTheFullName(String name) {
        assertThatThrownBy(choice("gatling:test", name)::execute)
                .hasMessageStartingWith("There is no simulation '" + name
                        + "'. Did you mean wse.simulations.PingLatencySimulation? Choose one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PingLatencySimulation", "wse.build.SimulationChoice", "io.gatling.javaapi.core.Simulation"})
    void shouldRefuseAClassThatIsNotASimulation(String name) {
        SimulationChoice choice = choice("gatling:test", name);

        assertThatThrownBy(choice::execute).hasMessageStartingWith("There is no simulation '" + name + "'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wse.simulations.PingLatencySimulation",
                "wse.simulations.WseDslShowcaseSimulation",
                "wse.gatling.WsTierSimulation"
            })
    void shouldAcceptEverySimulationByName(String name) {
        assertThatCode(choice("gatling:test", name)::execute).doesNotThrowAnyException();
    }

    @Test
    void shouldDemandANameWithoutATerminal() {
        SimulationChoice choice = choice("gatling:test", NONE);

        assertThatThrownBy(choice::execute)
                .hasMessageStartingWith("No simulation was named, and there is no terminal to choose one.")
                .hasMessageContaining(PingLatencySimulation.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-B gatling:test", "gatling:test --batch-mode"})
    void shouldDemandANameInBatchMode(String arguments) {
        SimulationChoice choice = choice(arguments, NONE);
        choice.setAnswerable(true);

        assertThatThrownBy(choice::execute).hasMessageStartingWith("No simulation was named");
    }

    @Test
    void shouldLetGatlingAskOnATerminal() {
        SimulationChoice choice = choice("gatling:test", NONE);
        choice.setAnswerable(true);

        assertThatCode(choice::execute).doesNotThrowAnyException();
    }

    @Test
    void shouldNeedNoNameToRunAllSimulations() {
        SimulationChoice choice = choice("gatling:test", NONE);
        choice.setAll("true");

        assertThatCode(choice::execute).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.gatling:gatling-maven-plugin:test", "io.gatling:gatling-maven-plugin:4.21.12:test"})
    void shouldRecogniseTheGoalByItsLongNames(String goal) {
        assertThatThrownBy(choice(goal, "wrong")::execute).hasMessageStartingWith("There is no simulation 'wrong'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "test-compile",
                "gatling:help",
                "gatling:test-something",
                "gatling:test -Dgatling.reportsOnly=run"
            })
    void shouldIgnoreOtherGoals(String goal) {
        assertThatCode(choice(goal, "wrong")::execute).doesNotThrowAnyException();
    }

    @Test
    void shouldOfferASimulationThatIsNotHidden() {
        SimulationChoice choice = new SimulationChoice();
        choice.setHidden("wse.gatling.*");

        assertThat(choice.simulations())
                .contains("wse.simulations.WseDslShowcaseSimulation")
                .doesNotContain("wse.gatling.WsTierSimulation");
    }

    private static SimulationChoice choice(String arguments, String named) {
        SimulationChoice choice = new SimulationChoice();
        choice.setCommandLine(LAUNCHER + arguments);
        choice.setAnswerable(false);
        choice.setNamed(named);
        choice.setAll("${gatling.runMultipleSimulations}");
        choice.setHidden(hiddenByTheBuild());
        return choice;
    }

    private static String hiddenByTheBuild() {
        try {
            return Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<gatling.excludes>(.*?)</.*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

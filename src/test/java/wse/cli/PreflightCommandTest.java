package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PreflightCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new PreflightCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Test
    void shouldPassASmallTier() {
        assertThat(run("--connections", "10")).isZero();
        assertThat(out.toString())
                .contains("OK    descriptors           10 connections + ")
                .contains("OK    memory");
    }

    @Test
    void shouldFailATierNoMachineHolds() {
        assertThat(run("--connections", "2000000000", "--engine", "gatling")).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL  heap").contains("use the netty engine: -Dwse.engine=netty");
    }

    @Test
    void shouldPrintAScriptThatLeavesSettingsToThePerson() {
        assertThat(run("--connections", "2000000000", "--fix")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("# Source it in the shell that will start the test:  . ./fix.sh\n")
                .contains("\n# FAIL heap: ")
                .contains("\n# -Dgatling.jvmArgs=-Xmx");
        assertThat(out.toString().lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("# ") || line.startsWith("sudo "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--connections=0",
                "--connections=many",
                "--connections=1 --port=65536",
                "--connections=1 --window=-1"
            })
    void shouldRefuseBadInputInOneSentence(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("--(connections|port|window)")
                .doesNotContain("Exception");
    }
}

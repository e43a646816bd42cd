package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("preflight"), Stream.of(arguments)).toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void shouldExplainItselfInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("--agents", "--remote", "127.0.0.2-127.0.0.27", "exit code is 1", "Examples:", "fix.sh");
    }

    @Test
    void shouldPassASmallTier() {
        assertThat(run("--connections", "10")).isZero();
        assertThat(out.toString())
                .startsWith("10 connections need 1 machine with 1 client process of up to 10 connections each (-Xmx")
                .contains("OK    descriptors           10 connections + ")
                .contains("OK    memory")
                .endsWith(".\n")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldCountTheMemoryOfCompression() {
        assertThat(run("--connections", "10", "--compression", "permessage-deflate,client_max_window_bits=10"))
                .isZero();
        assertThat(out.toString()).contains("OK    compression", "10 connections x (");
    }

    @Test
    void shouldFailATierThatNoMachineCanHold() {
        assertThat(run("--connections", "2000000000", "--engine", "gatling")).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAIL  heap")
                .contains("use the netty engine:\n")
                .contains(" -Dwse.engine=netty\n")
                .contains("this machine is not enough: use more agents, --agents ")
                .contains("It cannot work because of ");
    }

    @Test
    void shouldSplitATierOverMachinesOtherThanTheServers() {
        assertThat(run("--connections", "4000", "--agents", "40")).isZero();
        assertThat(out.toString())
                .contains("4,000 connections need 40 machines with 1 client process of up to 100 connections each")
                .contains(
                        "OK    agents                40 machines like this one with 100 connections on each; at least 1")
                .doesNotContain("server's descriptors");
    }

    @Test
    void shouldMultiplyPortsByTheAddressesOfAllHosts() {
        assertThat(run("--connections", "10", "--host", "127.0.0.1, 127.0.0.2,127.0.0.1"))
                .isZero();
        assertThat(out.toString()).contains(" x 2 addresses of the server x ");
    }

    @Test
    void shouldPrintAScriptThatLeavesSettingsToTheUser() {
        assertThat(run("--connections", "2000000000", "--engine", "gatling", "--fix"))
                .isEqualTo(1);
        assertThat(out.toString())
                .startsWith("# Written by: wse-stress preflight --fix. Nothing has been changed yet")
                .contains("\n# FAIL heap: ")
                .contains("\n# add to the command line of the test: -Dwse.engine=netty\n");
    }

    @Test
    void shouldAcceptARangeOfAddresses() {
        assertThat(run("--connections", "10", "--host", "127.0.0.1", "--sources", "127.0.0.2-127.0.0.4"))
                .isZero();
        assertThat(out.toString())
                .contains("OK    source addresses      3 to connect from, all of them on this machine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--connections=0",
                "--connections=many",
                "--connections=1 --port=65536",
                "--connections=1 --window=-1",
                "--connections=1 --agents=2",
                "--connections=1 --agents=0",
                "--connections=1 --processes=-1",
                "--connections=1 --servers=-1",
                "--connections=1 --rate=-1",
                "--connections=1 --local --remote",
                "--connections=1 --remote --host=127.0.0.1",
                "--connections=1 --host=127.0.0.1,,127.0.0.2",
                "--connections=2 --local --agents=2",
                "--connections=1 --sources=127.0.0.300",
                "--connections=1 --compression=deflate"
            })
    void shouldRefuseBadInputInOneSentence(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern(
                        "--(connections|port|window|agents|processes|servers|rate|local|host|compression)|sources=")
                .doesNotContain("Exception");
    }
}

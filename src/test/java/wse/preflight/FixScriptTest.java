package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FixScriptTest {

    /** Stand-ins for the system: a number that can be raised, and a sudo that records its arguments. */
    private static final String STUBS = """
            sysctl() { cat value; }
            sudo() { echo "$*" >> asked; echo 999999999 > value; }
            """;

    @TempDir
    private Path directory;

    private static String script(int connections, MachineLimits limits) {
        return FixScript.of(Preflight.check(
                PreflightNeeds.of(
                        List.of(connections), 0, 0, List.of("192.0.2.1", "192.0.2.2"), List.of(), ClientHeap.NETTY),
                limits));
    }

    private static MachineLimits everythingWrong() {
        MachineLimits tight = Machines.with(
                Machines.LAPTOP,
                new MachineLimits.Reach(MachineLimits.Place.EMBEDDED, false, List.of("192.0.2.1", "192.0.2.2")));
        return Machines.with(tight, new MachineLimits.Ports(40_000, 40_999, 0, 0, 0, false));
    }

    private int sh(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("sh"));
        command.addAll(List.of(arguments));
        Process shell = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        return shell.waitFor();
    }

    @Test
    void shouldBeValidShellWhateverIsWrong() throws Exception {
        Files.writeString(directory.resolve("fix.sh"), script(10_000_000, everythingWrong()));

        assertThat(sh("-n", "fix.sh")).isZero();
        assertThat(Files.readString(directory.resolve("fix.sh")))
                .contains("\nwse_descriptors 10000148\n", "\nwse_raise fs.nr_open 10000148\n", "192.0.2.2")
                .contains("\n# this machine is not enough: use more agents, --agents ");
    }

    @Test
    void shouldChangeNothingTheSecondTime() throws Exception {
        MachineLimits shortQueue = Machines.with(Machines.BENCH, Machines.withQueues(128, OptionalInt.empty()));
        Files.writeString(directory.resolve("value"), "128\n");
        Files.writeString(
                directory.resolve("fix.sh"),
                STUBS
                        + FixScript.of(Preflight.check(
                                PreflightNeeds.of(List.of(1_000), 0, 0, List.of(), List.of(), ClientHeap.NETTY),
                                shortQueue)));

        assertThat(sh("fix.sh")).isZero();
        assertThat(sh("fix.sh")).isZero();
        assertThat(Files.readAllLines(directory.resolve("asked")))
                .containsExactly("sysctl -w net.core.somaxconn=65535");
    }

    @Test
    void shouldSayThatThereIsNothingToDo() {
        assertThat(FixScript.of(List.of())).endsWith("\n# There is nothing to fix.\n");
    }
}

package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@link Sizing} computes the figures of {@code docs/sizing.md}; if they differ, the failure prints the correct table.
 */
class SizingPageTest {

    private static final int[] COUNTS = {1_000_000, 10_000_000, 100_000_000};

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/sizing.md"));
    }

    private static String table(MachineLimits limits, int[] counts, IntUnaryOperator agents) {
        return IntStream.of(counts)
                .mapToObj(count -> Sizing.of(count, limits, Constants.MEASURED, agents.applyAsInt(count)))
                .map(SizingPageTest::row)
                .collect(Collectors.joining("\n"));
    }

    private static int fewest(int count, MachineLimits limits) {
        return Sizing.of(count, limits, Constants.MEASURED, 1).machines();
    }

    private static String row(Sizing sizing) {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d x %,d | %,d | %,.1f GB | %,.0f s | %,.1f Gbit/s |",
                sizing.connections(),
                sizing.agents(),
                sizing.connectionsPerMachine(),
                sizing.processes(),
                sizing.connectionsPerProcess(),
                sizing.sourceAddresses(),
                sizing.memoryBytes() / 1e9,
                Math.ceil(sizing.rampSeconds()),
                networkGigabits(sizing));
    }

    private static double networkGigabits(Sizing sizing) {
        double bits = 8.0 * Constants.HANDSHAKE_WIRE_BYTES * sizing.connections();
        return bits / sizing.rampSeconds() / sizing.agents() / 1e9;
    }

    @Test
    void shouldShowTheConstantsThatSizingComputesWith() throws IOException {
        Constants constants = Constants.MEASURED;
        assertThat(page())
                .contains(String.format(Locale.ROOT, "| %,d B |", constants.kernelBytesPerPair()))
                .contains(String.format(Locale.ROOT, "| %,d B |", constants.clientHeapBytes()))
                .contains(String.format(Locale.ROOT, "| %,d B |", constants.serverHeapBytes()))
                .contains(String.format(Locale.ROOT, "| %,d MiB |", constants.processBytes() >> 20))
                .contains(String.format(Locale.ROOT, "| %,.0f us |", constants.clientHandshakeMicros()))
                .contains(String.format(Locale.ROOT, "| %,.0f us |", constants.serverHandshakeMicros()))
                .contains(String.format(Locale.ROOT, "| %,d B |", Constants.HANDSHAKE_WIRE_BYTES))
                .contains(String.format(
                        Locale.ROOT, "| %.1f us |", constants.ping().client()))
                .contains(String.format(
                        Locale.ROOT, "| %.1f us |", constants.ping().server()))
                .contains(String.format(
                        Locale.ROOT,
                        "| %.0f us and %.0f us |",
                        constants.ping().clientAmongMany(),
                        constants.ping().serverAmongMany()));
    }

    @Test
    void shouldShowWhatOneSmallMachineHolds() throws IOException {
        assertThat(page()).contains(table(Machines.BENCH, new int[] {20_000, 100_000, 500_000}, count -> 1));
    }

    @Test
    void shouldShowTheFewestSmallMachines() throws IOException {
        MachineLimits remote = Machines.with(Machines.BENCH, Machines.REMOTE);
        assertThat(page()).contains(table(remote, COUNTS, count -> fewest(count, remote)));
    }

    @Test
    void shouldShowTheFewestBigMachines() throws IOException {
        assertThat(page()).contains(table(Machines.BIG, COUNTS, count -> fewest(count, Machines.BIG)));
    }
}

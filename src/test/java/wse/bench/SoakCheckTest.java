package wse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.python.Command;

/** Checks that {@code bench/soak.sh} tells samples that grow from samples that do not. */
class SoakCheckTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CYCLES = 40;
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path directory;

    @BeforeEach
    void requirePython() {
        assumeTrue(
                Command.run(PATIENCE, "python3", "-c", "import sys; assert sys.version_info >= (3, 8)")
                                .exitCode()
                        == 0,
                "bench/soak.sh needs Python 3.8 or newer");
    }

    private Command.Result check(String figure, IntToLongFunction value) throws IOException {
        List<String> lines = new ArrayList<>(List.of("seconds,process,figure,value"));
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            lines.add(60 * cycle + ",client," + figure + "," + value.applyAsLong(cycle));
        }
        Path file = Files.write(directory.resolve("samples.csv"), lines);
        return Command.run(PATIENCE, "python3", "-B", "bench/soak.py", "--check", file.toString());
    }

    @Test
    void shouldFailIfTheHeapGrowsByMoreThanItsNoise() throws IOException {
        Command.Result grew = check("heap", cycle -> 40 * MEGABYTE + cycle * MEGABYTE / 10);

        assertThat(grew.exitCode()).isEqualTo(1);
        assertThat(grew.lastLine().split(" {2,}"))
                .containsExactly("client", "heap after collection", "40.0 MB", "43.6 MB", "3.6 MB", "3.0 MB", "GREW");
    }

    @Test
    void shouldPassIfTheHeapOnlyFluctuates() throws IOException {
        Command.Result flat = check("heap", cycle -> 40 * MEGABYTE + cycle % 3 * MEGABYTE);

        assertThat(flat.exitCode()).isZero();
        assertThat(flat.lastLine()).endsWith("flat");
    }

    /** As measured: not every collection frees the same objects, but what is always left does not grow. */
    @Test
    void shouldPassIfTheSmallestHeapRemainsTheSame() throws IOException {
        Command.Result flat =
                check("heap", cycle -> (cycle % 4 == 2 ? 144 : cycle < CYCLES / 2 ? 216 : 266) * MEGABYTE / 10);

        assertThat(flat.exitCode()).isZero();
    }

    @Test
    void shouldFailIfDescriptorsLeakSlowly() throws IOException {
        assertThat(check("descriptors", cycle -> 200 + cycle / 8).exitCode()).isEqualTo(1);
    }

    @Test
    void shouldNotCallASingleSampleFlat() throws IOException {
        Path file = Files.write(
                directory.resolve("samples.csv"), List.of("seconds,process,figure,value", "60,client,threads,30"));

        Command.Result single = Command.run(PATIENCE, "python3", "-B", "bench/soak.py", "--check", file.toString());

        assertThat(single.exitCode()).isEqualTo(1);
    }
}

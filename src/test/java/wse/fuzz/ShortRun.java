package wse.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a fuzz target without Jazzer: on its seeds, and on mutations that are the same in every run. The seeds of
 * {@code wse.engine.XFuzzTest} are the files in {@code src/test/resources/wse/engine/XFuzzTest/inputs}; they include an input
 * for every fault that fuzzing has found.
 */
public final class ShortRun {

    /** A fuzz target. */
    @FunctionalInterface
    public interface Target {
        /** Throws an exception or an error if a property does not hold for this input. */
        void test(byte[] input) throws Exception;
    }

    private ShortRun() {}

    /** @param mutations how many mutations to run; as many as take about a second */
    public static void of(Class<?> type, Target target, int mutations) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : files(type)) {
            byte[] seed = Files.readAllBytes(file);
            seeds.add(seed);
            test(target, seed, "the seed " + file.getFileName());
        }
        Mutations inputs = new Mutations(seeds);
        for (int i = 0; i < mutations; i++) {
            test(target, inputs.next(), "mutation " + i);
        }
    }

    private static void test(Target target, byte[] input, String name) {
        try {
            target.test(input.clone());
        } catch (Exception | AssertionError | StackOverflowError failure) {
            throw new AssertionError(
                    "a property does not hold for " + name + ", in hexadecimal "
                            + HexFormat.of().formatHex(input),
                    failure);
        }
    }

    private static List<Path> files(Class<?> type) throws IOException {
        URL directory = type.getResource(type.getSimpleName() + "/inputs");
        try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
            return files.sorted().toList();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a directory of resources must have a legal address: " + directory, e);
        }
    }
}

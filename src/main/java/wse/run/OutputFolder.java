package wse.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import wse.config.BadInputException;
import wse.report.WholeFile;

/**
 * The directory of all results: checks, before anything starts, that a run can write to it, and creates the run's own
 * directory.
 */
final class OutputFolder {

    /** More than the results of most runs need. */
    private static final int PROBE_BYTES = 1 << 20;

    private OutputFolder() {}

    /**
     * Writes a file and deletes it again, in the directory or, if that does not exist, where it will be created.
     *
     * @throws BadInputException if that fails
     */
    static void require(Path directory) {
        try {
            Path probe = Files.createTempFile(nearest(directory), ".wse-", ".probe");
            try {
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw refused(directory, e);
        }
    }

    /**
     * Creates the directory of a run. If another run that started at the same time has this name, it gets a number.
     *
     * @throws BadInputException if that fails
     */
    static Path create(Path out, String name) {
        try {
            Files.createDirectories(out);
            Path directory = out.resolve(name);
            for (int number = 2; !isNew(directory); number++) {
                directory = out.resolve(name + "-" + number);
            }
            return directory;
        } catch (IOException e) {
            throw refused(out, e);
        }
    }

    private static boolean isNew(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** The directory itself, or the first of those above it that exists. */
    private static Path nearest(Path directory) {
        Path existing = directory.toAbsolutePath().normalize();
        while (Files.notExists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static BadInputException refused(Path directory, IOException failure) {
        return new BadInputException("wse.out must be a directory that the results can be written to: wse.out="
                + directory + " (" + WholeFile.reason(failure) + "); choose another one, or free some space");
    }
}

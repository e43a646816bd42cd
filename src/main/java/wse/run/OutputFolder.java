package wse.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import wse.config.BadInputException;

/** Checks, before anything starts, that it will be possible to write the results at the end. */
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
            throw new BadInputException("wse.out must be a directory that the results can be written to: wse.out="
                    + directory + " (" + reason(e) + "); choose another one, or free some space");
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

    /** The message of a file system exception often consists of the path alone. */
    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException file) {
            return file.getReason() == null ? failure.getClass().getSimpleName() : file.getReason();
        }
        return failure.getMessage();
    }
}

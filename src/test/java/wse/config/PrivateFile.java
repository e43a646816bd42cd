package wse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner may read. */
public final class PrivateFile {

    private PrivateFile() {}

    /** A new file with this text. */
    public static Path of(Path directory, String text) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}

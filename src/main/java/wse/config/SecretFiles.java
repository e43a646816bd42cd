package wse.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Reads secrets from files. As in environment variables, white space and line breaks around a secret do not belong to it. */
public final class SecretFiles {

    /** Far longer than any secret. */
    private static final int MOST_BYTES = 64 << 10;

    private SecretFiles() {}

    /**
     * The text of a file, without the white space around it.
     *
     * @param option the option or setting that named the file, for messages
     * @throws BadInputException if the file is missing or empty, or if other users may read it
     */
    public static String read(String option, Path file) {
        String given = option + "=" + file;
        try {
            refuse(Files.isDirectory(file), "must not be a directory: " + given + "; give the path of the file in it");
            refuse(
                    isOpenToOthers(file),
                    "must not be readable by all users of the machine: " + given + "; run chmod o= " + file);
            String secret = text(file).strip();
            refuse(secret.isEmpty(), "must contain the secret: " + given + " is empty; write the secret into it");
            return secret;
        } catch (NoSuchFileException e) {
            throw refusal("must exist: " + given + "; correct the path or create the file");
        } catch (IOException e) {
            throw refusal("must be readable: " + given + " (" + e + "); let the user that runs this program read it");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** Windows has no such permissions. */
    private static boolean isOpenToOthers(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private static void refuse(boolean broken, String rule) {
        if (broken) {
            throw refusal(rule);
        }
    }

    private static BadInputException refusal(String rule) {
        return new BadInputException("the file of a secret " + rule);
    }
}

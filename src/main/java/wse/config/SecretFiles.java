package wse.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Reads secrets from files. White space and line breaks around a secret are ignored, as in environment variables. */
public final class SecretFiles {

    /** Far longer than any secret. */
    private static final int MOST_BYTES = 64 << 10;

    private SecretFiles() {}

    /**
     * The text of a file, without the white space around it.
     *
     * @param option the option or setting that named the file, for messages
     * @throws BadInputException if the file is missing, empty or world-readable
     */
    public static String read(String option, Path file) {
        String given = option + "=" + file;
        try {
            refuse(Files.isDirectory(file), "must not be a directory: " + given + "; give the path of a file");
            refuse(isOpenToOthers(file), "must not be world-readable: " + given + "; run chmod o= " + file);
            String secret = text(file).strip();
            refuse(secret.isEmpty(), "must contain the secret: " + given + " is empty; write the secret into it");
            return secret;
        } catch (NoSuchFileException e) {
            throw refusal("must exist: " + given + "; correct the path or create the file");
        } catch (IOException e) {
            throw refusal("must be readable: " + given + " (" + e
                    + "); make it readable for the user that runs this program");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** Whether a file is world-readable; always false on Windows, which has no such permissions. */
    static boolean isOpenToOthers(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private static void refuse(boolean broken, String rule) {
        if (broken) {
            throw refusal(rule);
        }
    }

    private static BadInputException refusal(String rule) {
        return new BadInputException("the secret file " + rule);
    }
}

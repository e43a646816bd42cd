package wse.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes text files so that nobody ever sees a file half written. The text is first written to a file with a name of
 * its own in the same directory, forced to the disk, and then renamed. If anything fails, an older file of that name is
 * unchanged, even after a crash of the machine. Stateless; any thread.
 */
public final class WholeFile {

    private WholeFile() {}

    /** Writes a file, or replaces it. Its directory must exist. */
    public static void replace(Path file, String text) throws IOException {
        Path part = part(file);
        try {
            write(part, text);
            rename(part, file);
        } catch (IOException e) {
            discard(part, e);
            throw e;
        }
        syncDirectory(file.toAbsolutePath().getParent());
    }

    /**
     * Writes a new file, and never touches an existing one: if the name is taken, it gets a number.
     *
     * @param name without the suffix
     * @param suffix the end of the name, such as {@code .json}
     * @return the file
     */
    public static Path create(Path directory, String name, String suffix, String text) throws IOException {
        Path file = directory.resolve(name + suffix);
        for (int number = 2; !reserve(file); number++) {
            file = directory.resolve(name + "-" + number + suffix);
        }
        replace(file, text);
        return file;
    }

    /** Why a file could not be written, in words: the message of such an exception is often just the path. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (failure instanceof FileSystemException file) {
            return file.getReason() == null ? failure.getClass().getSimpleName() : file.getReason();
        }
        return failure.getMessage();
    }

    /** A name next to a file that no other process uses. */
    static Path part(Path file) {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return file.resolveSibling("." + file.getFileName() + "." + random + ".part");
    }

    /**
     * Deletes a file that could not be written completely. If that fails, too, the first failure still matters more.
     */
    static void discard(Path part, IOException why) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Renames a file, and replaces any file of that name. */
    static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean reserve(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** Uses a stream, because interrupting a thread closes the channel that it uses. */
    private static void write(Path file, String text) throws IOException {
        Files.createFile(file);
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
    }

    /** Without this, the new name may be lost if the machine crashes. Not every system allows it. */
    private static void syncDirectory(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (AccessDeniedException windows) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}

package wse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A small file system in memory that fills up quickly. Needs Linux and root. For one thread. */
public final class SmallDisk implements AutoCloseable {

    private final Path directory;
    private final boolean mounted;

    private SmallDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    /** Tries to mount a disk with room for this many bytes. */
    public static SmallDisk of(int bytes) throws IOException {
        Path directory = Files.createTempDirectory("wse-small-disk");
        return new SmallDisk(
                directory, run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", directory.toString()));
    }

    /** Whether that has worked. */
    public boolean isMounted() {
        return mounted;
    }

    public Path directory() {
        return directory;
    }

    /** Writes a file until there is no room left. */
    public void fill() throws IOException {
        try (var out = Files.newOutputStream(directory.resolve("full"))) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (IOException full) {
            if (directory.toFile().getUsableSpace() > 1 << 12) {
                throw full;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            run("umount", "-l", directory.toString());
        }
        Files.delete(directory);
    }

    private static boolean run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        try {
            return builder.start().onExit().get(10, TimeUnit.SECONDS).exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }
}

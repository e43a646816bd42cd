package wse.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Classes that many processes of this machine have in common, read and laid out once instead of in each of them (class data
 * sharing, JEP 310). A rehearsal, a process that does once what the others are to do, shows which these are. Measured with
 * JDK 17 on a server that listens: 0.45 s of CPU until then instead of 0.9, 42 MB of its own instead of 66. Once it is
 * made nothing is left of it, however this process ends. Immutable.
 */
public final class ClassArchive {

    /** Each process reads its classes itself. */
    public static final ClassArchive NONE = new ClassArchive(List.of(), null);

    /** The archive alone took 4.6 s of CPU; on a busy machine, each may take several times as long. */
    private static final long TIMEOUT_SECONDS = 60;

    /** JDK 17.0.6 and later move an archive to a random address by default, which leaves little of it to be shared. */
    private static final List<String> WHERE_IT_WAS_MADE_FOR =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final List<String> flags;
    /** As long as this is open the file is there, though it has no name. */
    private final FileChannel file;

    private ClassArchive(List<String> flags, FileChannel file) {
        this.flags = flags;
        this.file = file;
    }

    /**
     * Makes an archive; blocks for some seconds.
     *
     * @param rehearsal its main class ends by itself
     * @return {@link #NONE}, and a line on standard error, where that does not work; {@link #NONE} without {@code /proc}
     */
    public static ClassArchive of(ChildJvm rehearsal) {
        if (!Files.isDirectory(OPEN_FILES)) {
            return NONE;
        }
        try {
            return inDirectory(Files.createTempDirectory("wse-stress"), rehearsal);
        } catch (IOException | UncheckedIOException | IllegalStateException | ExecutionException | TimeoutException e) {
            System.err.println("[wse] note: each process reads its classes itself: " + e);
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    private static ClassArchive inDirectory(Path directory, ChildJvm rehearsal)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        Path list = directory.resolve("classes");
        Path archive = directory.resolve("archive");
        try {
            run(rehearsal.command(1, "-XX:DumpLoadedClassList=" + list));
            run(rehearsal.ofJars("-Xshare:dump", "-XX:SharedClassListFile=" + list, to(archive)));
            return held(archive);
        } finally {
            for (Path path : List.of(list, archive, directory)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void run(List<String> command) throws ExecutionException, TimeoutException, InterruptedException {
        try (ChildProcess process = ChildProcess.start("rehearsal", command, "", line -> true)) {
            process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ClassArchive held(Path archive) throws IOException {
        FileChannel file = FileChannel.open(archive);
        List<String> flags = new ArrayList<>(WHERE_IT_WAS_MADE_FOR);
        flags.add(to(openFile(archive.toRealPath())));
        return new ClassArchive(List.copyOf(flags), file);
    }

    /** For other processes, while this one is there. */
    private static Path openFile(Path file) throws IOException {
        try (Stream<Path> all = Files.list(OPEN_FILES)) {
            Path number = all.filter(open -> leadsTo(open, file)).findFirst().orElseThrow(IOException::new);
            return Path.of("/proc", String.valueOf(ProcessHandle.current().pid()), "fd")
                    .resolve(number.getFileName());
        }
    }

    private static boolean leadsTo(Path open, Path file) {
        try {
            return Files.readSymbolicLink(open).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static String to(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }

    /** Of a JVM that is to use it. Without the archive's file, or with other classes, the JVM does without. */
    List<String> flags() {
        return flags;
    }

    @Override
    public String toString() {
        return file == null ? "no class archive" : "class archive " + flags;
    }
}

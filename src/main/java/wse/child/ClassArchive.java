package wse.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An archive of the classes that many processes of this machine share, so that they are read and laid out once instead of
 * in each process (class data sharing, JEP 310). A rehearsal shows which classes these are: a process that does once what
 * the others will do. Measured with JDK 17, a server needed 0.45 s of CPU until it listened instead of 0.9 s, and 42 MB
 * of private memory instead of 66 MB. The archive leaves no file behind, however this process ends. Immutable.
 */
public final class ClassArchive {

    /** No archive: each process reads its classes itself. */
    public static final ClassArchive NONE = new ClassArchive(List.of(), Optional.empty());

    /** Writing an archive took 4.6 s of CPU; on a busy machine, each step may take several times as long. */
    private static final long TIMEOUT_SECONDS = 60;

    /** By default, JDK 17.0.6 and later map an archive at a random address, and little of it can then be shared. */
    private static final List<String> AT_ITS_OWN_ADDRESS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final List<String> flags;
    /** Keeps the archive's file in existence although its name has been deleted; empty without an archive. */
    private final Optional<FileChannel> file;

    private ClassArchive(List<String> flags, Optional<FileChannel> file) {
        this.flags = flags;
        this.file = file;
    }

    /**
     * Creates an archive; blocks for a few seconds.
     *
     * @param rehearsal a process whose main class ends by itself
     * @return the archive; {@link #NONE} on systems without {@code /proc}; also {@link #NONE}, with a line on standard
     *     error, if the archive cannot be created
     */
    public static ClassArchive of(ChildJvm rehearsal) {
        if (!Files.isDirectory(OPEN_FILES)) {
            return NONE;
        }
        try {
            return inDirectory(Files.createTempDirectory("wse-stress"), rehearsal);
        } catch (IOException | UncheckedIOException | IllegalStateException | ExecutionException | TimeoutException e) {
            System.err.println(
                    "[wse] note: no class archive could be created, so the processes start more slowly: " + e);
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
        List<String> flags = new ArrayList<>(AT_ITS_OWN_ADDRESS);
        flags.add(to(openFile(archive.toRealPath())));
        return new ClassArchive(List.copyOf(flags), Optional.of(file));
    }

    /** A path under which other processes can open the file while this process is running. */
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

    /** Flags for a JVM that uses the archive. If the file is missing or the classes differ, the JVM works without it. */
    List<String> flags() {
        return flags;
    }

    @Override
    public String toString() {
        return file.isEmpty() ? "no class archive" : "class archive " + flags;
    }
}

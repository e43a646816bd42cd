package wse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import wse.python.Command;

/**
 * An archive of the classes in jars, which the JVMs that tests start share instead of reading each class themselves (class
 * data sharing, JEP 310): those of the libraries and, once they are packaged, our own. It saves each of them about a
 * second of CPU. The first test that needs it creates it in {@code target/shared-classes}; it is valid for one class path
 * and one JDK. Thread-safe, also across processes.
 */
final class SharedClasses {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final Path HOME = Path.of("target", "shared-classes").toAbsolutePath();
    /** Marks a failed attempt, which takes a while, so that other processes do not repeat it. */
    private static final Path FAILED = HOME.resolve("failed");

    /** A short run over several processes, which needs most classes: those of Gatling, Netty, JGroups and the reports. */
    private static final List<String> REHEARSAL = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dwse.engine=netty",
            "-Dwse.processes=2",
            "-Dwse.tiers=2",
            "-Dwse.warmUp=0",
            "-Dwse.holdDuration=500ms",
            "-Dwse.pingInterval=250ms",
            "-Dwse.out=" + HOME.resolve("wse"),
            "-Dgatling.core.directory.results=" + HOME.resolve("gatling"));

    private static final List<String> SIMULATION = List.of(
            "io.gatling.app.Gatling",
            "-nr",
            "-s",
            "wse.simulations.SustainedHoldSimulation",
            "-rf",
            HOME.resolve("gatling").toString());

    private static final List<String> FLAGS = create();

    private SharedClasses() {}

    /** Flags for a JVM with {@link #classPath}; empty if the archive cannot be created. */
    static List<String> flags() {
        return FLAGS;
    }

    /** This project's class path, with its jars first: an archive contains classes of jars only, and requires this order. */
    static String classPath() {
        return jars() + File.pathSeparator + entries(true);
    }

    private static String jars() {
        return entries(false);
    }

    private static String entries(boolean directories) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.isDirectory(Path.of(entry)) == directories)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> create() {
        Path archive = HOME.resolve(Integer.toHexString(identity().hashCode()) + ".jsa");
        try {
            Files.createDirectories(HOME);
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (Files.notExists(archive) && Files.notExists(FAILED)) {
                    write(archive);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // JDK 25 prints an error if the module settings differ from those of the archive, and then goes on.
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off") : List.of();
    }

    private static String identity() {
        String jars = Arrays.stream(jars().split(File.pathSeparator))
                .map(jar -> jar + new File(jar).lastModified())
                .collect(Collectors.joining());
        return System.getProperty("java.runtime.version") + jars;
    }

    private static void write(Path archive) throws IOException {
        Path list = HOME.resolve("classes");
        List<String> rehearsal = new ArrayList<>(TestJvm.command("-XX:DumpLoadedClassList=" + list));
        rehearsal.addAll(REHEARSAL);
        rehearsal.addAll(List.of("-cp", classPath()));
        rehearsal.addAll(SIMULATION);
        List<String> dump = List.of(
                TestJvm.executable(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                jars());
        if (succeeds(rehearsal)) {
            withoutLambdas(list);
            succeeds(dump);
        }
    }

    private static boolean succeeds(List<String> command) throws IOException {
        Command.Result result = Command.run(TIMEOUT, command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            Files.createFile(FAILED);
            System.out.println("JVMs of tests start more slowly, because no archive of classes could be created: "
                    + result.output());
        }
        return result.exitCode() == 0;
    }

    /** Removes lambdas from the list, because they crash the JVM of JDK 17. */
    private static void withoutLambdas(Path list) throws IOException {
        List<String> classes = Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("@lambda"))
                .toList();
        Files.write(list, classes);
    }
}

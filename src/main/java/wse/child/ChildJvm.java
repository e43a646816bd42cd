package wse.child;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the command that starts the JVM of a child process. */
public final class ChildJvm {

    /** From this JDK on, the JVM warns about native libraries and Unsafe unless they are allowed. */
    private static final int WARNING_JDK = 24;

    private static final String COMPILER_CAP = "-XX:TieredStopAtLevel=";
    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    /** No child deserializes Java objects, so nobody can make it create any. */
    static final String NO_DESERIALIZATION = "-Djdk.serialFilter=!*";

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Keeps Ctrl-C in the terminal from ending a child: the shell ignores the signals, and the program that it executes
     * inherits that (POSIX, exec). HotSpot leaves it so.
     */
    private static final List<String> DEAF_TO_TERMINAL = List.of("-c", "trap '' INT HUP; exec \"$@\"", "child");

    /** Sets scheduling policies; part of util-linux. */
    private static final Path CHRT = Path.of("/usr/bin/chrt");

    /**
     * Used if there are more processes than cores. With SCHED_BATCH (sched(7)), a process that becomes runnable does not
     * preempt another one, so each process finds more work when its turn comes. A ramp to 200,000 connections over 22
     * processes took 45.3 s instead of 50.7 s.
     */
    private static final List<String> IN_BATCHES = List.of("--batch", "0");

    /**
     * Used if there are more processes than cores. The first flag allows only the client compiler: the optimising
     * compiler would compile the same code in each process, and a process lives for only about 19,000 connections.
     * Measured with one core each, a handshake took the server 178 to 197 us of CPU instead of 341 to 375, and each
     * process was about 10 MB smaller. The other flags prevent full collections that are caused only by class loading,
     * remove a thread that wakes up twenty times a second for performance counters, and promote objects that have
     * survived two collections, because these belong to connections and will live on.
     */
    private static final List<String> FRUGAL =
            List.of(COMPILER_CAP + "1", "-XX:MetaspaceSize=96m", "-XX:-UsePerfData", "-XX:MaxTenuringThreshold=2");

    private final Class<?> main;
    private final List<Class<?>> needed;
    /** Appended to the class path of this process. */
    private final List<Path> moreClassPath;
    /** The beginning of the command, which restricts the process to some cores; empty for all cores. */
    private final List<String> affinity;

    /**
     * @param main the main class of the process
     * @param needed classes that the process needs; the first class path that contains all of them is used
     */
    public ChildJvm(Class<?> main, Class<?>... needed) {
        this(main, Stream.concat(Stream.of(main), Stream.of(needed)).toList(), List.of(), List.of());
    }

    private ChildJvm(Class<?> main, List<Class<?>> needed, List<Path> moreClassPath, List<String> affinity) {
        this.main = main;
        this.needed = needed;
        this.moreClassPath = List.copyOf(moreClassPath);
        this.affinity = List.copyOf(affinity);
    }

    /** A copy with more jars and directories at the end of the class path. */
    public ChildJvm withClassPath(List<Path> more) {
        return new ChildJvm(main, needed, more, affinity);
    }

    /**
     * A copy for processes that may use only some cores.
     *
     * @param some needs {@link Affinity#isAvailable()}; empty for all cores
     */
    public ChildJvm withCores(List<Integer> some) {
        return new ChildJvm(main, needed, moreClassPath, Affinity.prefix(some));
    }

    /**
     * Builds the whole command. It selects the serial collector, which has no threads that would compete with the load
     * and the server for cores.
     *
     * @param processes how many processes of this kind there will be
     * @param flags JVM flags for this kind of process, above all its heap size
     * @throws IllegalStateException if no class path contains the needed classes
     */
    public List<String> command(int processes, String... flags) {
        return command(processes, ClassArchive.NONE, flags);
    }

    /**
     * Builds the whole command for a process that shares an archive of classes with others.
     *
     * @throws IllegalStateException if no class path contains the needed classes
     */
    public List<String> command(int processes, ClassArchive archive, String... flags) {
        List<String> all = new ArrayList<>(archive.flags());
        all.addAll(List.of(flags));
        return command(processes, all, wholeClassPath());
    }

    private String wholeClassPath() {
        return Stream.concat(Stream.of(classPath()), moreClassPath.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Builds the command without the directories of the class path, because class data sharing does not support them (JEP
     * 310).
     */
    List<String> ofJars(String... flags) {
        String jars = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !isDirectory(entry))
                .collect(Collectors.joining(File.pathSeparator));
        return command(1, List.of(flags), jars);
    }

    private List<String> command(int processes, List<String> flags, String classPath) {
        boolean crowded = processes > Runtime.getRuntime().availableProcessors();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.add(SHELL.toString());
            command.addAll(DEAF_TO_TERMINAL);
            if (crowded && Files.isExecutable(CHRT)) {
                command.add(CHRT.toString());
                command.addAll(IN_BATCHES);
            }
        }
        command.addAll(affinity);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=wse/logback-tool.xml",
                NO_DESERIALIZATION));
        if (Runtime.version().feature() >= WARNING_JDK) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(inherited());
        command.addAll(crowded ? FRUGAL : List.of());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }

    /**
     * If this process is limited to the client compiler, so are its children: the limit was set for a short run, and they
     * live no longer than it does. If this process uses an archive of classes, so do its children, whose class path begins
     * with the same jars.
     */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith(COMPILER_CAP) || flag.startsWith(ARCHIVE))
                .toList();
    }

    /**
     * The first class path that contains the needed classes: this process's own, that of its class loader (build tools
     * have their own), or the locations from which the classes were loaded.
     *
     * @throws IllegalStateException if none of these contains them
     */
    public String classPath() {
        Stream<Supplier<String>> candidates =
                Stream.of(ChildJvm::ownClassPath, ChildJvm::loaderClassPath, this::codeSources);
        return candidates
                .map(Supplier::get)
                .filter(this::isGood)
                .map(ChildJvm::directoriesLast)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the classes of a child process must be on the class path: main="
                                + main.getName() + ", java.class.path=" + System.getProperty("java.class.path")));
    }

    /** Jar files come first: an archive of classes requires it (JEP 310). */
    private static String directoriesLast(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .sorted(Comparator.comparing(ChildJvm::isDirectory))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isDirectory(String entry) {
        return Files.isDirectory(Path.of(entry));
    }

    private static String ownClassPath() {
        // Relative entries are resolved because the child may be started in another directory.
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String loaderClassPath() {
        ClassLoader loader = ChildJvm.class.getClassLoader();
        return loader instanceof URLClassLoader urls ? join(Arrays.stream(urls.getURLs())) : "";
    }

    private String codeSources() {
        return join(needed.stream().flatMap(ChildJvm::codeSource));
    }

    /** Nothing for classes of the JDK. */
    private static Stream<URL> codeSource(Class<?> type) {
        return Stream.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .filter(Objects::nonNull);
    }

    private static String join(Stream<URL> urls) {
        return urls.map(ChildJvm::path).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an entry of the class path must be a valid URL: url=" + url, e);
        }
    }

    private boolean isGood(String classPath) {
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(ChildJvm::url)
                .toArray(URL[]::new);
        try (URLClassLoader probe = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return needed.stream()
                    .map(type -> type.getName().replace('.', '/') + ".class")
                    .allMatch(name -> probe.findResource(name) != null);
        } catch (IOException e) {
            return false;
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("an entry of the class path must be a valid path: entry=" + entry, e);
        }
    }
}

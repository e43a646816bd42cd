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

/** How the JVM of a child process is called. */
public final class ChildJvm {

    /** The JDK from which on native libraries and Unsafe are warned of unless allowed. */
    private static final int WARNING_JDK = 24;

    private static final String COMPILER_CAP = "-XX:TieredStopAtLevel=";

    private static final Path SHELL = Path.of("/bin/sh");

    /** A signal that is ignored when a program begins stays ignored (POSIX, exec), and HotSpot leaves it so. */
    private static final List<String> DEAF_TO_TERMINAL = List.of("-c", "trap '' INT HUP; exec \"$@\"", "child");

    /** From util-linux. */
    private static final Path CHRT = Path.of("/usr/bin/chrt");

    /**
     * Where processes outnumber the cores: none takes the core from another as soon as it has something to do, so that each
     * finds more of it when its turn comes (sched(7), SCHED_BATCH). A ramp to 200,000 over 22 processes took 45.3 s instead
     * of 50.7 s.
     */
    private static final List<String> IN_BATCHES = List.of("--batch", "0");

    /**
     * Where processes outnumber the cores: the client compiler only. The optimising one would work on the same code in each of
     * them, and a process lives for some 19,000 connections. Measured there, one core each: server 178 to 197 us of CPU per
     * handshake instead of 341 to 375, some 10 MB less each. Neither a collection of the whole heap because of classes loaded,
     * nor a thread that wakes up twenty times a second; what has survived two collections, a connection, will stay.
     */
    private static final List<String> FRUGAL =
            List.of(COMPILER_CAP + "1", "-XX:MetaspaceSize=96m", "-XX:-UsePerfData", "-XX:MaxTenuringThreshold=2");

    private final Class<?> main;
    private final List<Class<?>> needed;
    /** Beside the class path of this process. */
    private final List<Path> moreClassPath;

    /**
     * @param main class of the process
     * @param needed without these it does not run: found, with it, they mean that a class path is good
     */
    public ChildJvm(Class<?> main, Class<?>... needed) {
        this(main, Stream.concat(Stream.of(main), Stream.of(needed)).toList(), List.of());
    }

    private ChildJvm(Class<?> main, List<Class<?>> needed, List<Path> moreClassPath) {
        this.main = main;
        this.needed = needed;
        this.moreClassPath = List.copyOf(moreClassPath);
    }

    /** The same, with more jars and directories at the end of the class path. */
    public ChildJvm withClassPath(List<Path> more) {
        return new ChildJvm(main, needed, more);
    }

    /**
     * The whole command. The serial collector has no threads that compete with load and server for the cores.
     *
     * @param processes of this kind that there are
     * @param flags of this kind of process, its heap above all
     * @throws IllegalStateException if no class path holds what is needed
     */
    public List<String> command(int processes, String... flags) {
        return command(processes, ClassArchive.NONE, flags);
    }

    /**
     * As above, with classes that the process has in common with others.
     *
     * @throws IllegalStateException if no class path holds what is needed
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

    /** As above, without the directories of the class path, which class data sharing does not take (JEP 310). */
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
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dlogback.configurationFile=wse/logback-tool.xml"));
        if (Runtime.version().feature() >= WARNING_JDK) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(ownCompilerCap());
        command.addAll(crowded ? FRUGAL : List.of());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }

    /** Who caps the compilers of this process has a short run in mind, and its children's are as short. */
    private static List<String> ownCompilerCap() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith(COMPILER_CAP))
                .toList();
    }

    /**
     * The first class path that holds what is needed: this process's own, its class loader's (a build tool may have one of
     * its own), or where the classes needed came from.
     *
     * @throws IllegalStateException if none does
     */
    public String classPath() {
        Stream<Supplier<String>> candidates =
                Stream.of(ChildJvm::ownClassPath, ChildJvm::loaderClassPath, this::codeSources);
        return candidates
                .map(Supplier::get)
                .filter(this::isGood)
                .map(ChildJvm::directoriesLast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the classes of a process that is to be started must be on the class path: main="
                                + main.getName() + ", java.class.path=" + System.getProperty("java.class.path")));
    }

    /** What an archive of classes was made for, the jar files, must come first (JEP 310). */
    private static String directoriesLast(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .sorted(Comparator.comparing(ChildJvm::isDirectory))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isDirectory(String entry) {
        return Files.isDirectory(Path.of(entry));
    }

    private static String ownClassPath() {
        // Relative entries are resolved here: the child may be started elsewhere.
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
        return join(needed.stream().map(ChildJvm::codeSource).filter(Objects::nonNull));
    }

    private static URL codeSource(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    private static String join(Stream<URL> urls) {
        return urls.map(ChildJvm::path).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry must be a URL: url=" + url, e);
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
            throw new IllegalStateException("a class path entry must be a path: entry=" + entry, e);
        }
    }
}

package wse.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the child process's JVM is called. */
final class ChildJvm {

    /** Without these the server does not run; found means that a class path is good. */
    private static final List<String> NEEDED = Stream.of(
                    ServerChild.class, ServerBootstrap.class, ByteBuf.class, Epoll.class, HttpServerCodec.class)
            .map(type -> type.getName().replace('.', '/') + ".class")
            .toList();

    /** A connection takes 2.5 KB at most; twice that, so that the collector has room. */
    private static final int HEAP_BYTES_PER_CONNECTION = 5 << 10;

    private static final int CONNECTIONS_ALLOWED_FOR = 100_000;
    private static final int BASE_HEAP_MEGABYTES = 256;

    /** The JDK from which on native libraries and Unsafe are warned of unless allowed. */
    private static final int WARNING_JDK = 24;

    private ChildJvm() {}

    /** Of all processes together: what messages leave behind never gets old in it. */
    private static final int YOUNG_MEGABYTES = 64;

    /** Thousands of handshakes a second leave this little unless it is collected often, which costs the less. */
    private static final int LEAST_YOUNG_MEGABYTES = 8;

    /**
     * A heap for {@value #CONNECTIONS_ALLOWED_FOR} connections at most, its young part large enough that what a message
     * leaves behind never gets old; with many processes, each has fewer messages. The serial collector has no threads that compete with load and server for the cores.
     */
    static List<String> flags(ServerOptions options) {
        long connections = Math.min(options.limits().maxConnections(), CONNECTIONS_ALLOWED_FOR);
        long megabytes = BASE_HEAP_MEGABYTES + (connections * HEAP_BYTES_PER_CONNECTION >> 20);
        long young = Math.max(
                LEAST_YOUNG_MEGABYTES, YOUNG_MEGABYTES / options.listen().processes());
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xms" + 2 * young + "m",
                "-Xmn" + young + "m",
                "-Xmx" + megabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=wse/logback-tool.xml"));
        if (Runtime.version().feature() >= WARNING_JDK) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /**
     * The first class path that holds the server: this process's own, its class loader's (a build tool may have one of its
     * own), or where the classes needed came from.
     *
     * @throws IllegalStateException if none does
     */
    static String classPath() {
        Stream<Supplier<String>> candidates =
                Stream.of(ChildJvm::ownClassPath, ChildJvm::loaderClassPath, ChildJvm::codeSources);
        return candidates
                .map(Supplier::get)
                .filter(ChildJvm::holdsServer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the embedded server's classes must be on the class path: java.class.path="
                                + System.getProperty("java.class.path")
                                + "; start a server by hand and name it with -Dwse.host and -Dwse.port"));
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

    private static String codeSources() {
        return join(NEEDED.stream()
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .map(ChildJvm::codeSource)
                .filter(Objects::nonNull));
    }

    private static URL codeSource(String className) {
        try {
            CodeSource source = Class.forName(className, false, ChildJvm.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source == null ? null : source.getLocation();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("loaded a moment ago: " + className, e);
        }
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

    private static boolean holdsServer(String classPath) {
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(ChildJvm::url)
                .toArray(URL[]::new);
        try (URLClassLoader probe = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return NEEDED.stream().allMatch(name -> probe.findResource(name) != null);
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

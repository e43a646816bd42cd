package wse.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import wse.config.BadInputException;

/** Finds protocols outside the class path: in jars, and in directories of jars or classes. */
public final class Plugins {

    private static final String SERVICE = "META-INF/services/" + DialectProvider.class.getName();

    private static final String JAR = ".jar";

    private Plugins() {}

    static ClassLoader loader(List<Path> plugins) {
        return new URLClassLoader(
                classPath(plugins).stream().map(Plugins::url).toArray(URL[]::new), Plugins.class.getClassLoader());
    }

    /**
     * The class path entries for plug-ins: a jar, all jars of a directory, or a directory of classes.
     *
     * @throws BadInputException if a plug-in does not exist or contains no protocol
     */
    public static List<Path> classPath(List<Path> plugins) {
        return plugins.stream().flatMap(plugin -> entries(plugin).stream()).toList();
    }

    private static List<Path> entries(Path plugin) {
        Path path = plugin.toAbsolutePath().normalize();
        List<Path> entries =
                Files.isDirectory(path) && !Files.isRegularFile(path.resolve(SERVICE)) ? jars(path) : List.of(path);
        if (entries.stream().noneMatch(Plugins::holdsProtocol)) {
            throw new BadInputException("wse.plugins must be jars, or directories of jars or classes, with a file "
                    + SERVICE + " in them: " + plugin + " has none; check the path");
        }
        return entries;
    }

    /**
     * The plug-in jars that lie in the same directory as the jar of a class; empty if the class does not come from a jar.
     * Neither that jar itself nor any other jar of this project is among them.
     */
    public static List<Path> beside(Class<?> main) {
        CodeSource source = main.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getPath().endsWith(JAR)) {
            return List.of();
        }
        try {
            Path own = Path.of(source.getLocation().toURI());
            return jars(own.getParent()).stream()
                    .filter(jar -> !jar.equals(own) && holdsProtocol(jar) && !holds(jar, ownClass()))
                    .toList();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar must have a path: " + source.getLocation(), e);
        }
    }

    private static String ownClass() {
        return DialectProvider.class.getName().replace('.', '/') + ".class";
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.toString().endsWith(JAR)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a directory of plug-ins must be readable: " + directory, e);
        }
    }

    private static boolean holdsProtocol(Path entry) {
        return Files.isDirectory(entry) ? Files.isRegularFile(entry.resolve(SERVICE)) : holds(entry, SERVICE);
    }

    private static boolean holds(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(name) != null;
        } catch (IOException notAJar) {
            return false;
        }
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path must have a URL: " + entry, e);
        }
    }
}

package wse.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Somebody else's protocol: one class and one service file, compiled outside of this project from {@code
 * src/test/resources/plugin}, which holds the examples of {@code docs/your-server.md}.
 */
public final class PluginJar {

    private static final Path SOURCES = Path.of("src/test/resources/plugin");
    private static final Path SOURCE = SOURCES.resolve("MqttDialect.java");
    private static final String SERVICE = "META-INF/services/wse.dialect.DialectProvider";

    private final Path directory;
    private final Path classes;

    private PluginJar(Path directory, Path classes) {
        this.directory = directory;
        this.classes = classes;
    }

    /** Compiles the example for MQTT into a directory below the given one. */
    public static PluginJar compile(Path directory) throws IOException {
        return compile(directory, "MqttDialect");
    }

    /** Compiles the example with this class name into a directory below the given one. */
    public static PluginJar compile(Path directory, String example) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(classes, SOURCES.resolve(example + ".java"));
        PluginJar plugin = new PluginJar(directory, classes);
        plugin.withService("example." + example + "\n");
        return plugin;
    }

    private static void compile(Path classes, Path source) {
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (status != 0) {
            throw new IllegalStateException("the example must compile: " + source);
        }
    }

    /** The directory of classes, including the service file. */
    public Path classes() {
        return classes;
    }

    /** The directory of classes with another service file, and with subclasses of the example for it to name. */
    Path withService(String content, String... subclasses) throws IOException {
        for (String name : subclasses) {
            Path source = directory.resolve(name + ".java");
            String original = Files.readString(SOURCE);
            compile(classes, Files.writeString(source, original.replace("MqttDialect", name)));
        }
        Path service = classes.resolve(SERVICE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, content);
        return classes;
    }

    /** A jar of these classes, in a directory of its own. */
    public Path jar(String name) throws IOException {
        Path jar = Files.createDirectories(directory.resolve("jars")).resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    /** A class that was loaded from a jar in the same directory as {@link #jar}. */
    Class<?> classOfJar(String name, String className) throws Exception {
        URL url = jar(name).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(List.of(url).toArray(URL[]::new))) {
            return loader.loadClass(className);
        }
    }
}

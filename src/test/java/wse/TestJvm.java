package wse;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that starts the same Java as the test's, with the same HotSpot flags ({@code -XX:}). */
public final class TestJvm {

    private TestJvm() {}

    /**
     * Returns a list to which arguments can be added.
     *
     * @param arguments further flags of the JVM
     */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Like {@link #command}, with this project's class path, and with the classes of its jars from an archive. */
    public static List<String> withClassPath(String... arguments) {
        List<String> command = command(arguments);
        command.addAll(SharedClasses.flags());
        command.addAll(List.of("-cp", SharedClasses.classPath()));
        return command;
    }

    /** The path of {@code java}. */
    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

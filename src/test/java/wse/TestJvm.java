package wse;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that starts Java: the test's own, with the test's own flags of HotSpot ({@code -XX:}). */
public final class TestJvm {

    private TestJvm() {}

    /**
     * A list to be added to.
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

    /** The path of {@code java}. */
    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

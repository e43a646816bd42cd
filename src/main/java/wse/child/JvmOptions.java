package wse.child;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options that the environment gives to every JVM. Child processes inherit them, because they may be needed: for
 * example, a trust store or an agent.
 */
final class JvmOptions {

    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    /** Each child gets its own garbage collector and heap size. A JVM with two collectors does not start. */
    private static final Pattern COLLECTOR_OR_HEAP = Pattern.compile("(?<!\\S)(-XX:[+-]Use\\w+GC|-Xm[xsn]\\S+)(?!\\S)");

    /**
     * Matches the notice that a JVM prints on standard error if there are such options. It is not a warning, and may
     * contain a password.
     */
    private static final Pattern NOTICE =
            Pattern.compile("(?:NOTE: )?Picked up (?:" + String.join("|", VARIABLES) + "):.*");

    private JvmOptions() {}

    /** Removes the options that contradict those of a child from its environment. */
    static void limitTo(Map<String, String> environment) {
        for (String variable : VARIABLES) {
            environment.computeIfPresent(variable, (name, options) -> {
                String others =
                        COLLECTOR_OR_HEAP.matcher(options).replaceAll("").strip();
                return others.isEmpty() ? null : others;
            });
        }
    }

    /** Whether a line of output is the notice by which a JVM reports such options. */
    static boolean isNotice(String line) {
        return NOTICE.matcher(line).matches();
    }
}

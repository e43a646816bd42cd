package wse.child;

import java.util.Map;

/** What a child process inherits from the environment of its parent. Pure. */
final class ChildEnvironment {

    /**
     * The settings of a run, among them its secrets. A child is told what it needs on its standard input, and other programs
     * of the same user can read the environment of a process.
     */
    private static final String SETTINGS = "WSE_";

    private ChildEnvironment() {}

    /** Removes what a child must not inherit. */
    static void limit(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith(SETTINGS));
        JvmOptions.limitTo(environment);
    }
}

package wse.child;

import java.util.Map;

/** Removes what a child process must not inherit from the environment of its parent. Pure functions. */
final class ChildEnvironment {

    /**
     * The settings of a run, including its secrets. A child gets what it needs on its standard input; its environment
     * could be read by other programs of the same user.
     */
    private static final String SETTINGS = "WSE_";

    private ChildEnvironment() {}

    /** Removes what a child must not inherit. */
    static void limit(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith(SETTINGS));
        JvmOptions.limitTo(environment);
    }
}

package wse.run;

/**
 * Watches the Maven process that launched this one. Ctrl-C reaches both, but {@code kill} reaches only Maven, which does not
 * pass signals on to the JVM that it forks: without this watch, the run would continue to its end, together with its server.
 */
final class Launcher {

    /**
     * Part of the class path if the Gatling plugin (4.21) has forked this process: the name of a jar with only a manifest.
     */
    private static final String PLUGINS_JAR = "gatlingbooter";

    /** The status that a shell reports for a process that SIGTERM has terminated: 128 + 15. */
    private static final int STATUS = 143;

    private Launcher() {}

    /**
     * Ends this process, after its shutdown hooks, when the plugin's Maven has ended; does nothing if it was launched
     * otherwise.
     */
    static void endWithIt() {
        if (System.getProperty("java.class.path").contains(PLUGINS_JAR)) {
            ProcessHandle.current().parent().ifPresent(Launcher::watch);
        }
    }

    /**
     * Exits on a new thread: the JDK's thread that reports the end has a small stack and must also report on other
     * processes.
     */
    private static void watch(ProcessHandle launcher) {
        launcher.onExit().thenRun(() -> new Thread(() -> System.exit(STATUS), "wse-launcher-gone").start());
    }
}

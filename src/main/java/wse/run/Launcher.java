package wse.run;

/**
 * The Maven that launched this process. Ctrl-C reaches both, but a {@code kill} only Maven, which passes no signal on to the
 * JVM it forks: without a watch the run would go on, and keep its server, until it is through.
 */
final class Launcher {

    /** Part of the class path's name when the Gatling plugin (4.21) forks: a jar with nothing but a manifest. */
    private static final String PLUGINS_JAR = "gatlingbooter";

    /** As a shell tells of a process that SIGTERM ended: 128 + 15. */
    private static final int STATUS = 143;

    private Launcher() {}

    /** Ends this process, shutdown hooks included, when the plugin's Maven is gone; does nothing if launched otherwise. */
    static void endWithIt() {
        if (System.getProperty("java.class.path").contains(PLUGINS_JAR)) {
            ProcessHandle.current().parent().ifPresent(Launcher::watch);
        }
    }

    /** On a thread of its own: the one that tells is the JDK's, with little stack and other processes to tell of. */
    private static void watch(ProcessHandle launcher) {
        launcher.onExit().thenRun(() -> new Thread(() -> System.exit(STATUS), "wse-launcher-gone").start());
    }
}

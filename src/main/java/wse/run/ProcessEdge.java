package wse.run;

import java.util.function.Supplier;
import wse.config.BadInputException;

/** Connects a run to its process: ends the process on bad input, and ends the run when the process ends. */
final class ProcessEdge {

    private ProcessEdge() {}

    /**
     * Composes a run. On bad input, prints one sentence and ends the process with status 1, because Gatling would print a
     * stack trace.
     */
    static StressRun orExit(Supplier<StressRun> run) {
        try {
            return run.get();
        } catch (BadInputException e) {
            System.err.println();
            System.err.println("wse-stress cannot start: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    /**
     * Prints a run's table when the process ends, because Gatling keeps printing until then. Ends the process if the Maven
     * that launched it dies.
     *
     * @param table ends the run if it has not ended yet
     */
    static void atItsEnd(Supplier<String> table) {
        Runnable print = () -> {
            String text = table.get();
            System.out.println();
            System.out.println(text);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(print, "wse-shutdown"));
        Launcher.endWithIt();
    }
}

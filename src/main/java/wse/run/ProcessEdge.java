package wse.run;

import java.util.Optional;
import java.util.function.Supplier;
import wse.config.BadInputException;
import wse.config.SuiteSettings;

/** Connects a run to its process: ends the process on bad input, and ends the run when the process ends. */
final class ProcessEdge {

    private ProcessEdge() {}

    /**
     * Composes a run. On bad input, prints one sentence and ends the process, because Gatling would print a stack trace.
     */
    static <T> T orExit(Supplier<T> run) {
        try {
            return run.get();
        } catch (BadInputException e) {
            System.err.println();
            System.err.println("wse-stress cannot start: " + e.getMessage());
            System.exit(status());
            throw e;
        }
    }

    /**
     * Ends the process of a run that has missed a deadline, after ending the run itself.
     *
     * @param ending ends the run
     */
    static void failAfter(Runnable ending) {
        try {
            ending.run();
        } finally {
            System.exit(status());
        }
    }

    /** After 2, the status of a failed simulation, Gatling's plugin goes on with the next test of a suite; after 1, it stops. */
    private static int status() {
        return System.getProperties().containsKey(SuiteSettings.SUITE.key()) ? LastWords.FAILED : 1;
    }

    /**
     * Prints a run's table when the process ends, because Gatling keeps printing until then. If results could not be
     * written, the exit code is not 0. Ends the process if the Maven that launched it dies.
     *
     * @param words ends the run if it has not ended yet
     */
    static void atItsEnd(Supplier<LastWords> words) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lastOf(words)), "wse-shutdown"));
        Launcher.endWithIt();
    }

    private static LastWords lastOf(Supplier<LastWords> words) {
        try {
            return words.get();
        } catch (RuntimeException e) {
            return new LastWords(
                    "",
                    Optional.of("[wse] The run could not be ended, so Gatling ends with exit code " + LastWords.FAILED
                            + ": " + e));
        }
    }

    /** Halts if there is a complaint: Gatling offers no other way to change the exit code. */
    private static void end(LastWords words) {
        System.out.println();
        System.out.println(words.text());
        words.complaint().ifPresent(complaint -> {
            System.out.flush();
            System.err.println(complaint);
            System.err.flush();
            Runtime.getRuntime().halt(LastWords.FAILED);
        });
    }
}

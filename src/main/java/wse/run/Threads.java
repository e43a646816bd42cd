package wse.run;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads beside the event loops. */
final class Threads {

    private Threads() {}

    /** For readings and samples, which may block; ends with the process. */
    static ScheduledExecutorService newWatchThread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "wse-watch");
            thread.setDaemon(true);
            return thread;
        });
    }
}

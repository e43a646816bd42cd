package wse.run.watch;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Creates threads other than event loops. */
public final class Threads {

    private Threads() {}

    /** A thread for readings and samples, which may block. It does not keep the process alive. */
    public static ScheduledExecutorService newWatchThread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "wse-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a thread that saves results. Unlike the watch thread, it is not interrupted at the end of the run. It does not
     * keep the process alive.
     */
    public static void startSaving(Runnable task) {
        Thread thread = new Thread(task, "wse-save");
        thread.setDaemon(true);
        thread.start();
    }
}

package wse.gatling.internal;

import io.gatling.core.session.Session;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task at a time, or after a hook of the tier. Thread-safe. */
final class Later {

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private Later() {}

    /** Runs a task when the hook has completed, even if it failed; the failure is logged. */
    static void whenDone(CompletionStage<?> stage, Runnable then) {
        stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("A hook of the tier failed; the tier continues: {}", failure.toString());
            }
            then.run();
        });
    }

    /** Runs a task on the user's event loop at this time ({@link System#nanoTime}), or at once if it has passed. */
    static void at(long nanos, Session session, Runnable task) {
        long delay = nanos - System.nanoTime();
        if (delay <= 0) {
            task.run();
        } else {
            session.eventLoop().schedule(task, delay, TimeUnit.NANOSECONDS);
        }
    }
}

package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Optional;

/** Something that a user waits for without blocking a thread, in one or several steps. */
public interface Wait {

    /** Holds the user until the wait is over, or until the given time, if any, has passed. */
    ActionBuilder hold(Optional<Duration> most);

    /** Whether the wait is over. */
    boolean isOver(Session session);
}

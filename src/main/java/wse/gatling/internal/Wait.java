package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Optional;

/** Something that a user waits for without blocking a thread, in one piece or in several. */
public interface Wait {

    /** Holds the user until the wait is over, or until the time is over, if one is given. */
    ActionBuilder hold(Optional<Duration> most);

    /** Whether the user need not wait any longer. */
    boolean isOver(Session session);
}

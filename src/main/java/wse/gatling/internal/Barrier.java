package wse.gatling.internal;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds users until all users of the tier have arrived, then opens for good. Blocks no thread; thread-safe. Unlike
 * Gatling's {@code rendezVous}, it can wait for something else once all have arrived, and reports when it opens.
 */
final class Barrier {

    private record Waiting(Session session, Action next) {}

    private final int users;
    private List<Waiting> waiting = new ArrayList<>();
    private int arrived;

    Barrier(int users) {
        this.users = users;
    }

    /** @param whenAll run on the thread of the last user to arrive; must lead to {@link #open()} */
    void arrive(Session session, Action next, Runnable whenAll) {
        if (waits(session, next)) {
            whenAll.run();
        }
    }

    private synchronized boolean waits(Session session, Action next) {
        waiting.add(new Waiting(session, next));
        return ++arrived == users;
    }

    /** Lets all users continue, each on its own event loop. */
    void open() {
        for (Waiting user : take()) {
            user.next.$bang(user.session);
        }
    }

    private synchronized List<Waiting> take() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }
}

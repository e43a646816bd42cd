package wse.gatling.internal;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds users until as many have arrived as the tier has, then opens for good. Blocks no thread; thread-safe. Unlike
 * Gatling's {@code rendezVous} it can wait for something else once all are there, and tells when it opened.
 */
final class Barrier {

    private record Waiting(Session session, Action next) {}

    private final int users;
    private List<Waiting> waiting = new ArrayList<>();
    private int arrived;

    Barrier(int users) {
        this.users = users;
    }

    /** @param whenAll run by the last to arrive, on its thread; has to lead to {@link #open()} */
    void arrive(Session session, Action next, Runnable whenAll) {
        if (waits(session, next)) {
            whenAll.run();
        }
    }

    private synchronized boolean waits(Session session, Action next) {
        waiting.add(new Waiting(session, next));
        return ++arrived == users;
    }

    /** Lets all go on, each on its own event loop. */
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

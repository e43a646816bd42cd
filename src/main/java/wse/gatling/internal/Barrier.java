package wse.gatling.internal;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.ActionBuilder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds users until all users of the tier have arrived, then opens for good. Blocks no thread; thread-safe. Unlike
 * Gatling's {@code rendezVous}, it can wait for something else once all have arrived, reports when it opens, and can let a
 * user do something else from time to time.
 */
final class Barrier implements Wait {

    private final int users;
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private int arrived;
    private boolean open;

    Barrier(int users) {
        this.users = users;
    }

    /** A user that is held; compared by identity. */
    private static final class Waiting {

        private final Session session;
        private final Action next;

        Waiting(Session session, Action next) {
            this.session = session;
            this.next = next;
        }

        /** Lets the user continue, on its own event loop. */
        void go() {
            next.$bang(session);
        }
    }

    /**
     * Counts a user that arrives, and holds it until the barrier opens. Called once by each user.
     *
     * @param whenAll run on the thread of the last user to arrive; must lead to {@link #open()}
     */
    void arrive(Session session, Action next, Runnable whenAll) {
        hold(session, next, Optional.empty());
        arrive(whenAll);
    }

    /** Counts a user that arrives, but does not hold it. */
    void arrive(Runnable whenAll) {
        if (isLast()) {
            whenAll.run();
        }
    }

    private synchronized boolean isLast() {
        return ++arrived == users;
    }

    @Override
    public ActionBuilder hold(Optional<Duration> most) {
        return new UserStep("barrier", (session, next) -> hold(session, next, most));
    }

    @Override
    public synchronized boolean isOver(io.gatling.javaapi.core.Session user) {
        return open;
    }

    private void hold(Session session, Action next, Optional<Duration> most) {
        Waiting user = new Waiting(session, next);
        if (passes(user)) {
            user.go();
            return;
        }
        most.ifPresent(time -> session.eventLoop().schedule(() -> release(user), time.toNanos(), TimeUnit.NANOSECONDS));
    }

    private synchronized boolean passes(Waiting user) {
        return open || !waiting.add(user);
    }

    private void release(Waiting user) {
        if (withdraw(user)) {
            user.go();
        }
    }

    private synchronized boolean withdraw(Waiting user) {
        return waiting.remove(user);
    }

    /** Lets all users continue. */
    void open() {
        take().forEach(Waiting::go);
    }

    private synchronized List<Waiting> take() {
        open = true;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}

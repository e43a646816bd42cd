package wse.gatling.internal;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Bounds how many users connect at the same time: the others queue in the order of their arrival, without blocking a
 * thread. Thread-safe.
 */
final class ConnectWindow {

    private record Waiting(Session session, Action next) {}

    private final int width;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int inside;

    /** @param width how many users may connect at the same time; 0 for any number */
    ConnectWindow(int width) {
        this.width = width;
    }

    void enter(Session session, Action next) {
        if (admit(session, next)) {
            next.$bang(session);
        }
    }

    private synchronized boolean admit(Session session, Action next) {
        if (width > 0 && inside >= width) {
            queue.add(new Waiting(session, next));
            return false;
        }
        inside++;
        return true;
    }

    /** Called once by each user that was let in. */
    void leave() {
        release().ifPresent(user -> user.next.$bang(user.session));
    }

    private synchronized Optional<Waiting> release() {
        Optional<Waiting> first = Optional.ofNullable(queue.poll());
        if (first.isEmpty()) {
            inside--;
        }
        return first;
    }
}

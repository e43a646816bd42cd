package wse.gatling.internal;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.ArrayDeque;
import java.util.Queue;

/** Lets at most so many users be between entering and leaving; the others queue, in order, and block no thread. Thread-safe. */
final class Gate {

    private record Waiting(Session session, Action next) {}

    private final int width;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int inside;

    /** @param width how many users at once; 0 for no bound */
    Gate(int width) {
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

    /** Once per user that was let in. */
    void leave() {
        Waiting waiting = release();
        if (waiting != null) {
            waiting.next.$bang(waiting.session);
        }
    }

    private synchronized Waiting release() {
        Waiting waiting = queue.poll();
        if (waiting == null) {
            inside--;
        }
        return waiting;
    }
}

package wse.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a run has started and must close: in reverse order, each one even if another fails. Confined to the thread that
 * composes the run, then to the one that ends it.
 */
final class Started implements AutoCloseable {

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /** Closes this before everything added earlier. */
    <T extends AutoCloseable> T add(T resource) {
        toClose.addFirst(resource);
        return resource;
    }

    /** Closes this after everything else: others use it until they are closed. */
    <T extends AutoCloseable> T addLast(T resource) {
        toClose.addLast(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            close(toClose.removeFirst());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("[wse] note: not everything could be closed properly: " + e.getMessage());
        }
    }
}

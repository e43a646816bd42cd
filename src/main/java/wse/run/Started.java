package wse.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a run has started and must close: in reverse order, each one even if another fails. Confined to the thread that
 * composes the run, then to the one that closes everything.
 */
final class Started implements AutoCloseable {

    /** Several times what a run with many processes needs, even if some of them have to be killed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Duration patience;

    Started() {
        this(PATIENCE);
    }

    /** @param patience how long closing everything may take */
    Started(Duration patience) {
        this.patience = patience;
    }

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

    /**
     * Closes everything. Whatever does not end in time is left to the end of this process, which also ends its
     * children: nothing may keep the run from writing its results.
     */
    @Override
    public void close() {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(this::closeAll, Started::newThread);
        try {
            closed.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            System.err.println("[wse] note: the processes and connections of the run did not end within "
                    + patience.toSeconds() + " s; they will end with this process");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed with a failure", e);
        }
    }

    private static void newThread(Runnable task) {
        Thread thread = new Thread(task, "wse-close");
        thread.setDaemon(true);
        thread.start();
    }

    private void closeAll() {
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

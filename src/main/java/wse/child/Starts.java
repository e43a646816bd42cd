package wse.child;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts several processes, a few at a time. */
public final class Starts {

    private Starts() {}

    /**
     * Starts all of them and waits until they have started.
     *
     * @param atOnce how many are started at the same time
     * @param starts each one starts a process and blocks until it has started
     * @param close ends a process that has started, if another one has failed to start
     * @param <T> type of a process
     * @return the processes in the order of their starts
     * @throws CompletionException if one does not start, after the others have been ended; the cause says why
     */
    public static <T> List<T> all(int atOnce, List<Supplier<T>> starts, Consumer<T> close) {
        ExecutorService starters = Executors.newFixedThreadPool(atOnce);
        List<CompletableFuture<T>> starting = starts.stream()
                .map(start -> CompletableFuture.supplyAsync(start, starters))
                .toList();
        try {
            return starting.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            starting.forEach(
                    one -> one.thenAccept(close).exceptionally(failure -> null).join());
            throw e;
        } finally {
            starters.shutdown();
        }
    }
}

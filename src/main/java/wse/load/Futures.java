package wse.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Futures of steps that run on event loops. */
final class Futures {

    private Futures() {}

    /** Runs a step on the loop. Completes when the step has completed. */
    static <T> CompletableFuture<T> onLoop(EventLoop loop, Supplier<CompletableFuture<T>> step) {
        return CompletableFuture.supplyAsync(step, loop).thenCompose(Function.identity());
    }

    static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** Adds up the results as soon as all parts have completed. */
    static <T> CompletableFuture<T> sum(List<CompletableFuture<T>> parts, T none, BinaryOperator<T> plus) {
        return all(parts)
                .thenApply(
                        nothing -> parts.stream().map(CompletableFuture::join).reduce(none, plus));
    }
}

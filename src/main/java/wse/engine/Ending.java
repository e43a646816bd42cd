package wse.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Why a connection ends, and the timer that ends it if the peer does not. Immutable, so that all connections that have no
 * reason to end share {@link #NONE}.
 */
record Ending(Optional<Disconnect> reason, Optional<Disconnect> fallback, Future<?> timer) {

    private static final Future<?> NO_TIMER = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    static final Ending NONE = new Ending(Optional.empty(), Optional.empty(), NO_TIMER);

    /** The same ending with this reason, unless it already has one. */
    Ending because(Disconnect cause) {
        return reason.isPresent() ? this : new Ending(Optional.of(cause), fallback, timer);
    }

    /** With this reason, unless a probable one has been set ({@link #probablyBecause}). */
    Ending becauseUnlessLost(Disconnect cause) {
        return fallback.isPresent() ? this : because(cause);
    }

    /** With a reason that counts only if no better one is given. */
    Ending probablyBecause(Disconnect cause) {
        return new Ending(reason, Optional.of(cause), timer);
    }

    /**
     * The reason that counts.
     *
     * @param unknown the reason if none was given
     */
    Disconnect reasonOr(Supplier<Disconnect> unknown) {
        return reason.or(() -> fallback).orElseGet(unknown);
    }

    /** Runs an action after this time, unless the timer is stopped by then; only the first action counts. */
    Ending afterMillis(long millis, EventLoop loop, Runnable action) {
        return timer == NO_TIMER
                ? new Ending(reason, fallback, loop.schedule(action, millis, TimeUnit.MILLISECONDS))
                : this;
    }

    /** The connection has ended. */
    void stopTimer() {
        timer.cancel(false);
    }
}

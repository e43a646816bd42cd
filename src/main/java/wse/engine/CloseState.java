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
record CloseState(Optional<Disconnect> reason, Optional<Disconnect> fallback, Future<?> timer) {

    private static final Future<?> NO_TIMER = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    static final CloseState NONE = new CloseState(Optional.empty(), Optional.empty(), NO_TIMER);

    /** The same state with this reason, unless it already has one. */
    CloseState because(Disconnect cause) {
        return reason.isPresent() ? this : new CloseState(Optional.of(cause), fallback, timer);
    }

    /** With this reason, unless a probable one has been set ({@link #probablyBecause}). */
    CloseState becauseUnlessLost(Disconnect cause) {
        return fallback.isPresent() ? this : because(cause);
    }

    /** With a reason that counts only if no better one is given. */
    CloseState probablyBecause(Disconnect cause) {
        return new CloseState(reason, Optional.of(cause), timer);
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
    CloseState afterMillis(long millis, EventLoop loop, Runnable action) {
        return timer == NO_TIMER
                ? new CloseState(reason, fallback, loop.schedule(action, millis, TimeUnit.MILLISECONDS))
                : this;
    }

    /** The connection has ended. */
    void stopTimer() {
        timer.cancel(false);
    }
}

package wse.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Why a connection ends, and how long it may take to do so. Confined to the connection's event loop. */
final class Ending {

    private static final Future<?> NO_TIMER = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    private Optional<Disconnect> reason = Optional.empty();
    private Optional<Disconnect> fallback = Optional.empty();
    private Future<?> timer = NO_TIMER;

    /** Sets the reason; only the first one counts. */
    void because(Disconnect cause) {
        if (reason.isEmpty()) {
            reason = Optional.of(cause);
        }
    }

    /** Sets the reason, unless a probable one has been set ({@link #probablyBecause}). */
    void becauseUnlessLost(Disconnect cause) {
        if (fallback.isEmpty()) {
            because(cause);
        }
    }

    /** Sets a reason that counts only if no better one is given. */
    void probablyBecause(Disconnect cause) {
        fallback = Optional.of(cause);
    }

    /**
     * The reason that counts.
     *
     * @param unknown the reason if none was given
     */
    Disconnect reason(Supplier<Disconnect> unknown) {
        return reason.or(() -> fallback).orElseGet(unknown);
    }

    /** Runs an action after this time, unless the connection has ended by then; only the first action counts. */
    void afterMillis(long millis, EventLoop loop, Runnable action) {
        if (timer == NO_TIMER) {
            timer = loop.schedule(action, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The connection has ended. */
    void stopTimer() {
        timer.cancel(false);
        timer = NO_TIMER;
    }
}

package wse.run;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import wse.preflight.PortRoom;

/**
 * What the connections of the tier before have left of local ports, told before each tier; a tier that needs some of what is
 * in TIME_WAIT waits for it. Any thread; looks on the one it is given.
 */
final class PortWait {

    /** TIME_WAIT is over by then (Linux: 60 s); what is missing then is somebody else's. */
    private static final int LOOKS = 65;

    private final Supplier<Optional<PortRoom>> look;
    private final long lookMillis;
    private final ScheduledExecutorService thread;

    PortWait(Supplier<Optional<PortRoom>> look, long lookMillis, ScheduledExecutorService thread) {
        this.look = look;
        this.lookMillis = lookMillis;
        this.thread = thread;
    }

    /** @param sources addresses to connect from; 0 for the system's choice */
    static PortWait towards(InetSocketAddress target, int sources, ScheduledExecutorService thread) {
        return new PortWait(() -> PortRoom.towards(target, sources), TimeUnit.SECONDS.toMillis(1), thread);
    }

    /** For clients on other machines: nothing to wait for, and nothing to say. */
    static PortWait none(ScheduledExecutorService thread) {
        return new PortWait(Optional::empty, 0, thread);
    }

    /**
     * Completes when the tier may begin. Steps of a search need not wait, though they may connect anew: the netty engine, which
     * alone carries them out, leaves the end of each connection to the server, or resets it, and has nothing in TIME_WAIT.
     */
    CompletableFuture<Void> before(Tier tier, Narrator narrator) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        if (tier.plan().continuesStepBefore()) {
            ready.complete(null);
        } else {
            thread.execute(() -> look(tier, narrator, LOOKS, ready));
        }
        return ready;
    }

    private void look(Tier tier, Narrator narrator, int left, CompletableFuture<Void> ready) {
        Optional<PortRoom> room = look.get();
        boolean wait = left > 0 && room.isPresent() && room.get().mustWaitFor(tier.connections());
        if (left == LOOKS || !wait) {
            room.ifPresent(known -> narrator.say(line(tier, known, wait)));
        }
        if (wait) {
            thread.schedule(() -> look(tier, narrator, left - 1, ready), lookMillis, TimeUnit.MILLISECONDS);
        } else {
            ready.complete(null);
        }
    }

    private static String line(Tier tier, PortRoom room, boolean wait) {
        String what = String.format(
                Locale.ROOT,
                "%,d connections in TIME_WAIT, %,d of them on the client's side; %,d local ports free",
                room.timeWaits(),
                room.lingering(),
                room.free());
        return ProgressLine.line(tier, what + (wait ? ": waits for more, a minute at most" : ""));
    }
}

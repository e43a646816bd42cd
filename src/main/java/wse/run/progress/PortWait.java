package wse.run.progress;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import wse.preflight.PortRoom;
import wse.run.tiers.Tier;
import wse.text.Units;

/**
 * Lets a tier wait if it needs local ports that earlier connections still hold in TIME_WAIT, and says so. Thread-safe; reads
 * the system on the thread that it is given.
 */
public final class PortWait {

    /**
     * Maximum number of checks, one per second. By then, TIME_WAIT is over (on Linux after 60 s), and ports that are still
     * missing are used by other programs.
     */
    private static final int LOOKS = 65;

    /** The longest time that a tier waits. */
    public static final Duration LONGEST = Duration.ofSeconds(LOOKS);

    private final Supplier<Optional<PortRoom>> look;
    private final long lookMillis;
    private final ScheduledExecutorService thread;

    PortWait(Supplier<Optional<PortRoom>> look, long lookMillis, ScheduledExecutorService thread) {
        this.look = look;
        this.lookMillis = lookMillis;
        this.thread = thread;
    }

    /**
     * @param targets the addresses that the next tier connects to
     * @param sources number of addresses to connect from; 0 if the operating system chooses
     */
    public static PortWait towards(
            Supplier<List<InetSocketAddress>> targets, int sources, ScheduledExecutorService thread) {
        return new PortWait(() -> PortRoom.towards(targets.get(), sources), TimeUnit.SECONDS.toMillis(1), thread);
    }

    /** For clients on other machines: there is nothing to wait for. */
    public static PortWait none(ScheduledExecutorService thread) {
        return new PortWait(Optional::empty, 0, thread);
    }

    /**
     * Completes when the tier may begin. Steps of a search need not wait even if they connect again: only the netty engine
     * carries them out, which lets the server close each connection first, or resets it, and so leaves nothing in TIME_WAIT.
     */
    public CompletableFuture<Void> before(Tier tier, Narrator narrator) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        if (tier.plan().continuesStepBefore()) {
            ready.complete(null);
        } else {
            thread.execute(() -> lookOrBegin(tier, narrator, LOOKS, ready));
        }
        return ready;
    }

    /** Without a look at the ports, nobody knows whether waiting would help. */
    private void lookOrBegin(Tier tier, Narrator narrator, int left, CompletableFuture<Void> ready) {
        try {
            look(tier, narrator, left, ready);
        } catch (RuntimeException e) {
            narrator.say(ProgressLine.line(tier, "the machine's ports cannot be counted: " + e.getMessage()));
            ready.complete(null);
        }
    }

    private void look(Tier tier, Narrator narrator, int left, CompletableFuture<Void> ready) {
        Optional<PortRoom> room = look.get();
        boolean wait = left > 0 && room.isPresent() && room.get().mustWaitFor(tier.connections());
        if (wait && left == LOOKS) {
            narrator.say(ProgressLine.line(tier, missing(room.get())));
        } else if (!wait && left < LOOKS) {
            narrator.say(ProgressLine.line(tier, "no longer waiting for local ports"));
        }
        if (wait) {
            thread.schedule(() -> lookOrBegin(tier, narrator, left - 1, ready), lookMillis, TimeUnit.MILLISECONDS);
        } else {
            ready.complete(null);
        }
    }

    private static String missing(PortRoom room) {
        return "waiting up to a minute for local ports: " + Units.count(room.free()) + " are free, and "
                + Units.count(room.lingering()) + " are still in TIME_WAIT after earlier connections";
    }
}

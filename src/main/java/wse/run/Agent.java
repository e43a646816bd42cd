package wse.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import wse.cluster.Briefing;
import wse.cluster.ClusterMember;
import wse.cluster.ClusterOptions;
import wse.cluster.ShareResult;
import wse.cluster.ShareWork;
import wse.config.BadInputException;
import wse.plan.TierPlan;
import wse.preflight.ClientHeap;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;

/**
 * An agent: this process carries its share of a run that another machine leads, and says in a line each what it does. For
 * one thread; the lines come from others too.
 */
public final class Agent {

    private final ClusterOptions options;
    private final List<String> sources;
    private final Duration patience;
    private final Consumer<String> say;

    /**
     * @param sources addresses of this machine to connect from; empty for what the run says, or the system's choice
     * @param patience for a run to come
     * @param say takes a line for people; any thread
     */
    public Agent(ClusterOptions options, List<String> sources, Duration patience, Consumer<String> say) {
        this.options = options;
        this.sources = List.copyOf(sources);
        this.patience = patience;
        this.say = say;
    }

    /**
     * How one run came out for this agent.
     *
     * @param reason why it ended before it was over; null if it did not
     * @param undelivered results that the run has not got, as JSON
     */
    public record Ended(String reason, List<String> undelivered) {}

    /**
     * Waits for one run, carries out its shares, and closes every connection of it. Blocks meanwhile.
     *
     * @throws BadInputException if this machine cannot listen
     */
    public Ended serveOne() {
        ScheduledExecutorService watchThread = Threads.newWatchThread();
        try (ShareCarrier carrier = new ShareCarrier(watchThread, 1, sources)) {
            ClusterMember member = join((share, briefing, meeting) -> begin(carrier, share, briefing, meeting));
            try {
                say.accept("waiting for a run at " + options.seeds());
                String reason = member.ended().join();
                return new Ended(reason, member.undelivered());
            } finally {
                member.close();
            }
        } finally {
            watchThread.shutdownNow();
        }
    }

    private ClusterMember join(ShareWork work) {
        try {
            return ClusterMember.join(options, patience, work);
        } catch (IOException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private CompletableFuture<ShareResult> begin(
            ShareCarrier carrier, TierPlan share, Briefing briefing, ShareWork.Meeting meeting) {
        String what = String.format(
                Locale.ROOT,
                "%,d connections of %s",
                share.connections(),
                share.getClass().getSimpleName().replace("Plan", "").toLowerCase(Locale.ROOT));
        try {
            requireRoom(carrier, share, MemberBriefing.read(briefing));
        } catch (BadInputException e) {
            say.accept("refused " + what + ": " + e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
        say.accept("begins " + what);
        return carrier.begin(share, briefing, meeting)
                .whenComplete((result, failure) -> say.accept(
                        failure != null
                                ? "could not carry out " + what + ": " + failure.getMessage()
                                : String.format(
                                        Locale.ROOT,
                                        "ended %s: %,d connected, %s",
                                        what,
                                        result.measured().connected(),
                                        result.verdict())));
    }

    /** The run knows its own machine only. */
    private static void requireRoom(ShareCarrier carrier, TierPlan share, MemberBriefing told) {
        InetSocketAddress target = told.contact().address();
        PreflightNeeds needs =
                PreflightNeeds.of(List.of(share.connections()), 0, 0, carrier.sources(told), target, ClientHeap.NETTY);
        Preflight.firstFailure(Preflight.check(needs)).ifPresent(sentence -> {
            throw new BadInputException("this machine must have room for its share: " + sentence);
        });
    }
}

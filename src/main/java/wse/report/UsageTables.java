package wse.report;

import java.util.List;
import java.util.function.Function;
import wse.measure.ClientUsage;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.text.Units;

/** What the tiers cost the two sides, and the server's own counts beside the client's. */
final class UsageTables {

    private static final String COUNTS = "Its own counts, the client's after \"of\".";

    private UsageTables() {}

    static Table client(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> tier.client() != null).toList();
        return new TableBuilder("The client", "Whether the client itself was the bottleneck.")
                .tier(Variant.of(run))
                .figure("Machine", of(usage -> Units.percent(usage.cpuPercentOfMachine())))
                .figure("Loop CPU", of(usage -> Units.percent(usage.loopCpuPercentMax())))
                .figure("Loop lag p99", of(usage -> Units.millis(usage.loopLagMsP99())))
                .figure("Slip p99", of(usage -> Units.millis(usage.slipMsP99())))
                .figure("GC max", of(usage -> Units.millis(usage.gcPauseMsMax())))
                .figure("GC total", of(usage -> Units.millis(usage.gcPauseMsTotal())))
                .build(tiers)
                .without(Units.NONE);
    }

    static Table cost(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> tier.client() != null).toList();
        return new TableBuilder("What the tiers cost the client", "")
                .tier(Variant.of(run))
                .figure("Processes", UsageTables::processes)
                .figure("CPU", of(usage -> Units.seconds(usage.cpuSeconds())))
                .figure("CPU per connect", UsageTables::perConnection)
                .figure("Messages per CPU second", UsageTables::perCpuSecond)
                .figure("RSS", of(usage -> Units.bytes(usage.rssBytes())))
                .figure("Heap", of(usage -> Units.bytes(usage.heapBytes())))
                .build(tiers)
                .without(Units.NONE);
    }

    /** The server's counts are in one cell with the client's, so that a difference is seen. */
    static Table server(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> tier.server() != null).toList();
        return new TableBuilder(
                        "The server",
                        COUNTS + (Floods.in(run) ? "" : " Received: pings, hellos and a ramp's signs of life."))
                .tier(Variant.of(run))
                .figure(
                        "Accepted",
                        tier -> beside(tier.server().accepted(), tier.measured().added()))
                .figure(
                        "Open",
                        tier -> beside(
                                tier.server().connections(), tier.measured().connected()))
                .figure("Rejected", counted(ServerUsage::rejected))
                .figure("Received", tier -> Floods.is(tier) ? Units.NONE : receivedCount(tier))
                .figure(
                        "Dropped",
                        tier -> Floods.is(tier)
                                ? Units.NONE
                                : Units.count(tier.server().dropped()))
                .figure("CPU", tier -> Units.seconds(tier.server().cpuSeconds()))
                .figure("Waited for a core", tier -> Units.percent(tier.server().coreWaitPercent()))
                .figure("RSS", tier -> Units.bytes(tier.server().rssBytes()))
                .build(tiers)
                .without(Units.NONE);
    }

    /** A table of its own for floods: their counts are long. Empty for other tests. */
    static Table messages(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> Floods.is(tier) && tier.server() != null)
                .toList();
        return new TableBuilder("Messages at the server", COUNTS + " Received: with pings and hellos.")
                .tier(Variant.of(run))
                .figure("Received", UsageTables::receivedCount)
                .figure(
                        "Sent",
                        tier -> Floods.isOut(tier)
                                ? Units.NONE
                                : beside(tier.server().sent(), received(tier)))
                .figure("Dropped", counted(ServerUsage::dropped))
                .build(tiers)
                .without(Units.NONE);
    }

    private static String receivedCount(TierResult tier) {
        return beside(tier.server().received(), sent(tier));
    }

    /** The usual one process needs no column. */
    private static String processes(TierResult tier) {
        int processes = tier.client().processes();
        return processes == 1 ? Units.NONE : Units.count(processes);
    }

    /** Only where connecting is all that the tier does. */
    private static String perConnection(TierResult tier) {
        long connected = tier.measured().connected();
        return Tables.hasPings(tier) || Floods.is(tier) || connected == 0
                ? Units.NONE
                : Units.seconds(tier.client().cpuSeconds() / connected);
    }

    private static String perCpuSecond(TierResult tier) {
        double seconds = tier.client().cpuSeconds();
        return !Floods.is(tier) || seconds == 0
                ? Units.NONE
                : Units.big(tier.measured().messages().confirmed() / seconds);
    }

    private static Function<TierResult, String> of(Function<ClientUsage, String> figure) {
        return tier -> figure.apply(tier.client());
    }

    private static Function<TierResult, String> counted(Function<ServerUsage, Long> figure) {
        return tier -> Units.count(figure.apply(tier.server()));
    }

    private static String beside(Long server, Long client) {
        return server == null || client == null
                ? Units.count(server)
                : Units.count(server) + " of " + Units.count(client);
    }

    /** Null where the server is the sender: what the client sends then is not counted message by message. */
    private static Long sent(TierResult tier) {
        Messages messages = tier.measured().messages();
        return messages.sent() == 0 || Floods.comesIn(tier) ? null : messages.arriving();
    }

    private static Long received(TierResult tier) {
        FloodUse use = tier.measured().flood();
        return use == null ? null : use.received();
    }
}

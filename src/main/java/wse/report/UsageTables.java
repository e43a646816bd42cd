package wse.report;

import java.util.List;
import java.util.function.Function;
import wse.measure.ClientUsage;
import wse.measure.Messages;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;

/** What the tiers cost the two sides, and the server's own counts beside the client's. */
final class UsageTables {

    private UsageTables() {}

    static Table client(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> tier.client() != null).toList();
        return start("The client", "Whether the client itself was the bottleneck.")
                .figure("CPU", of(usage -> Units.seconds(usage.cpuSeconds())))
                .figure("CPU per connect", UsageTables::perConnection)
                .figure("Machine", of(usage -> Units.percent(usage.cpuPercentOfMachine())))
                .figure("RSS", of(usage -> Units.bytes(usage.rssBytes())))
                .figure("Heap", of(usage -> Units.bytes(usage.heapBytes())))
                .figure("GC max", of(usage -> Units.millis(usage.gcPauseMsMax())))
                .figure("GC total", of(usage -> Units.millis(usage.gcPauseMsTotal())))
                .figure("Loop lag p99", of(usage -> Units.millis(usage.loopLagMsP99())))
                .figure("Slip p99", of(usage -> Units.millis(usage.slipMsP99())))
                .build(tiers)
                .without(Units.NONE);
    }

    /** The server's counts are in one cell with the client's, so that a difference is seen. */
    static Table server(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> tier.server() != null).toList();
        return start("The server", "Its own counts, the client's after \"of\". Received: pings and hellos.")
                .figure(
                        "Accepted",
                        tier -> beside(tier.server().accepted(), tier.measured().connected()))
                .figure(
                        "Open",
                        tier -> beside(
                                tier.server().connections(), tier.measured().connected()))
                .figure("Rejected", counted(ServerUsage::rejected))
                .figure("Received", tier -> beside(tier.server().received(), sent(tier)))
                .figure("Dropped", counted(ServerUsage::dropped))
                .figure("CPU", tier -> Units.seconds(tier.server().cpuSeconds()))
                .figure("RSS", tier -> Units.bytes(tier.server().rssBytes()))
                .build(tiers)
                .without(Units.NONE);
    }

    private static TableBuilder start(String title, String note) {
        return new TableBuilder(title, note)
                .figure("Connections", tier -> Units.count((long) tier.shape().connections()))
                .words(
                        "Schedule",
                        tier -> tier.shape().schedule() == null
                                ? Units.NONE
                                : tier.shape().schedule());
    }

    /** Only where connecting is all that the tier does. */
    private static String perConnection(TierResult tier) {
        long connected = tier.measured().connected();
        return Tables.hasPings(tier) || connected == 0
                ? ""
                : Units.seconds(tier.client().cpuSeconds() / connected);
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

    private static Long sent(TierResult tier) {
        Messages messages = tier.measured().messages();
        return messages.sent() == 0 ? null : messages.arriving();
    }
}

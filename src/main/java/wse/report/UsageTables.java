package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.measure.ClientUsage;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.text.Units;

/** The resources that the tiers used on both sides, and the server's counts next to the client's. */
final class UsageTables {

    private static final String COUNTS = "Server's count of client's count.";

    private UsageTables() {}

    static Table client(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> tier.clientUsage().isPresent())
                .toList();
        return new TableBuilder("The client", "Shows whether the client was the bottleneck.")
                .tier(Variant.of(run))
                .figure("Machine", of(usage -> Units.percent(usage.cpuPercentOfMachine())))
                .figure("Loop CPU", of(usage -> Units.percent(usage.loopCpuPercentMax())))
                .figure("Loop lag p99", of(usage -> Units.millis(usage.loopLagMsP99())))
                .figure("Send delay p99", of(usage -> Units.millis(usage.slipMsP99())))
                .figure("GC max", of(usage -> Units.millis(usage.gcPauseMsMax())))
                .figure("GC total", of(usage -> Units.millis(usage.gcPauseMsTotal())))
                .legend(clientLegend(tiers))
                .build(tiers)
                .without(Units.NONE);
    }

    private static List<String> clientLegend(List<TierResult> tiers) {
        List<String> lines = new ArrayList<>();
        if (tiers.stream().anyMatch(tier -> usage(tier).loopLagMsP99() != null)) {
            lines.add("Loop lag: how late an event loop ran tasks that were due every 10 ms.");
        }
        if (tiers.stream().anyMatch(tier -> usage(tier).slipMsP99() != null)) {
            lines.add("Send delay: how much later than scheduled the client sent.");
        }
        return lines;
    }

    static Table cost(RunResult run) {
        boolean storm = TestReport.of(run).measuresConnects();
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> tier.clientUsage().isPresent())
                .toList();
        return new TableBuilder("Resources used by the client", "")
                .tier(Variant.of(run))
                .figure("Processes", UsageTables::processes)
                .figure("CPU", of(usage -> Units.seconds(usage.cpuSeconds())))
                .figure("CPU per connect", storm ? UsageTables::perConnection : tier -> Units.NONE)
                .figure("Messages per CPU second", UsageTables::perCpuSecond)
                .figure("RSS", of(usage -> Units.bytes(usage.rssBytes())))
                .figure("Heap", of(usage -> Units.bytes(usage.heapBytes())))
                .build(tiers)
                .without(Units.NONE);
    }

    /** The server's and the client's count share a cell, so that differences are easy to see. */
    static Table server(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> tier.serverUsage().isPresent())
                .toList();
        return new TableBuilder("The server", serverNote(tiers))
                .tier(Variant.of(run))
                .figure(
                        "Accepted",
                        tier -> beside(tier.server().accepted(), tier.measured().added()))
                .figure(
                        "Open",
                        tier -> beside(
                                tier.server().connections(), tier.measured().connected()))
                .figure("Rejected", counted(ServerUsage::rejected))
                .figure("Received", tier -> isCountedHere(tier) ? receivedCount(tier) : Units.NONE)
                .figure(
                        "Dropped",
                        tier -> isFlood(tier)
                                ? Units.NONE
                                : Units.count(tier.server().dropped()))
                .figure("CPU", tier -> Units.seconds(tier.server().cpuSeconds()))
                .figure("Waited for a core", tier -> Units.percent(tier.server().coreWaitPercent()))
                .figure("RSS", tier -> Units.bytes(tier.server().rssBytes()))
                .build(tiers)
                .without(Units.NONE);
    }

    private static String serverNote(List<TierResult> tiers) {
        if (tiers.stream().noneMatch(UsageTables::hasCounts)) {
            return "";
        }
        boolean received = tiers.stream().anyMatch(UsageTables::isCountedHere);
        return COUNTS + (received ? " Received: pings, hellos and keep-alive messages." : "");
    }

    /**
     * Floods have a table of their own. In a storm, the counters are read as soon as all connections are ready, when their
     * last messages may not have been read yet.
     */
    private static boolean isCountedHere(TierResult tier) {
        return !isFlood(tier) && !tier.shape().measuresAccepting();
    }

    /** Whether the server told its own counts; without wse.metrics, a named server does not. */
    private static boolean hasCounts(TierResult tier) {
        ServerUsage server = tier.server();
        return Stream.of(server.accepted(), server.connections(), server.received(), server.sent())
                .anyMatch(Objects::nonNull);
    }

    /** A separate table for floods, because their counts are long. Empty for other tests. */
    static Table messages(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> isFlood(tier) && hasCounts(tier))
                .toList();
        return new TableBuilder("Messages at the server", COUNTS + " Received: including pings and hellos.")
                .tier(Variant.of(run))
                .figure("Received", UsageTables::receivedCount)
                .figure(
                        "Sent",
                        tier -> FloodWords.isOut(tier)
                                ? Units.NONE
                                : beside(tier.server().sent(), received(tier)))
                .figure("Dropped", counted(ServerUsage::dropped))
                .build(tiers)
                .without(Units.NONE);
    }

    private static String receivedCount(TierResult tier) {
        return beside(tier.server().received(), sent(tier));
    }

    private static boolean isFlood(TierResult tier) {
        return tier.shape().flood().isPresent();
    }

    /** The tables show only tiers for which the client's usage is known. */
    private static ClientUsage usage(TierResult tier) {
        return tier.clientUsage().orElseThrow();
    }

    /** A single process, which is the usual case, needs no column. */
    private static String processes(TierResult tier) {
        int processes = usage(tier).processes();
        return processes == 1 ? Units.NONE : Units.count(processes);
    }

    /** Only for tiers that do nothing but connect. */
    private static String perConnection(TierResult tier) {
        long connected = tier.measured().connected();
        return connected == 0 ? Units.NONE : Units.seconds(usage(tier).cpuSeconds() / connected);
    }

    private static String perCpuSecond(TierResult tier) {
        double seconds = usage(tier).cpuSeconds();
        return !isFlood(tier) || seconds == 0
                ? Units.NONE
                : Units.big(tier.measured().messages().confirmed() / seconds);
    }

    private static Function<TierResult, String> of(Function<ClientUsage, String> figure) {
        return tier -> figure.apply(usage(tier));
    }

    private static Function<TierResult, String> counted(Function<ServerUsage, Long> figure) {
        return tier -> Units.count(figure.apply(tier.server()));
    }

    private static String beside(Long server, Long client) {
        return server == null || client == null
                ? Units.count(server)
                : Units.count(server) + " of " + Units.count(client);
    }

    /** Null if the server is the sender, because the client's few messages are not counted one by one then. */
    private static Long sent(TierResult tier) {
        Messages messages = tier.measured().messages();
        return messages.sent() == 0 || FloodWords.comesIn(tier) ? null : messages.arriving();
    }

    private static Long received(TierResult tier) {
        return tier.measured().flood().map(FloodUse::received).orElse(null);
    }
}

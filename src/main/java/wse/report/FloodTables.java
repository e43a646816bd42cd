package wse.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import wse.config.TestKind;
import wse.measure.FloodUse;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The tables of floods: rates, message counts, and latencies through full sockets. */
final class FloodTables {

    private FloodTables() {}

    static List<Table> of(RunResult run) {
        List<Table> tables = new ArrayList<>();
        if (run.test() == TestKind.FORMAT_COMPARISON) {
            tables.add(FormatComparison.table(run));
        }
        tables.add(rates(run));
        tables.add(account(run));
        if (run.tiers().stream().anyMatch(tier -> !FloodWords.wrong(tier).isNone())) {
            tables.add(wrong(run));
        }
        tables.add(roundTrips(run));
        return tables;
    }

    private static Table rates(RunResult run) {
        return new TableBuilder("Messages per second", FloodWords.meaning(run))
                .tier(Variant.of(run))
                .figure(FloodWords.confirmed(run) + "/s", tier -> Units.big(Figures.confirmedPerSecond(tier)))
                .figure("Sent/s", tier -> Units.big(Figures.sentPerSecond(tier)))
                .figure("GB/s", tier -> Units.gigabytes(Figures.confirmedBytesPerSecond(tier)))
                .figure("Per conn/s", tier -> Units.big(Figures.confirmedPerSecondOfEach(tier)))
                .figure(
                        "Lost",
                        tier -> Units.bigCount(tier.measured().messages().lost()))
                .figure("Blocked", FloodTables::blocked)
                .figure("Loop CPU", FloodTables::loopCpu)
                .verdictWithBound()
                .legend(legend(run))
                .build(run.tiers())
                .without(Units.NONE);
    }

    private static List<String> legend(RunResult run) {
        String blocked = FloodWords.comesIn(run) ? "" : "Blocked: share of time waiting for a full socket. ";
        return List.of(
                FloodWords.confirmed(run)
                        + "/s: average until the last confirmation. GB/s: 10^9 payload bytes per second.",
                blocked + "Loop CPU: the client's busiest event loop.");
    }

    /** A client that only receives never waits for a full socket. */
    private static String blocked(TierResult tier) {
        return tier.measured()
                .flood()
                .filter(use -> !FloodWords.comesIn(tier))
                .map(use -> Units.percent(use.blockedPercent()))
                .orElse(Units.NONE);
    }

    private static String loopCpu(TierResult tier) {
        return tier.clientUsage()
                .map(usage -> Units.percent(usage.loopCpuPercentMax()))
                .orElse(Units.NONE);
    }

    private static Table account(RunResult run) {
        return new TableBuilder("Message counts", "Every message sent is confirmed, lost or, if cut short, unknown.")
                .tier(Variant.of(run))
                .figure(
                        "Sent",
                        ofClient(tier -> Units.count(tier.measured().messages().sent())))
                .figure(
                        FloodWords.confirmed(run),
                        tier -> Units.count(tier.measured().messages().confirmed()))
                .figure("Lost", tier -> Units.count(tier.measured().messages().lost()))
                .figure("Unknown", FloodTables::unknown)
                .figure("Malformed", of(FloodTables::malformed))
                .figure("Frames/write", ofClient(FloodTables::framesPerWrite))
                .figure("Sent for", ofClient(of((tier, use) -> Units.duration(use.window()))))
                .figure("Then drained", ofClient(of(FloodTables::drain)))
                .build(run.tiers())
                .without(Units.NONE);
    }

    /** Only if the client is the sender. */
    private static Function<TierResult, String> ofClient(Function<TierResult, String> cell) {
        return tier -> FloodWords.comesIn(tier) ? Units.NONE : cell.apply(tier);
    }

    private static Function<TierResult, String> of(BiFunction<TierResult, FloodUse, String> cell) {
        return tier -> tier.measured().flood().map(use -> cell.apply(tier, use)).orElse(Units.NONE);
    }

    /** Only for a tier that was cut short while messages were in flight. */
    private static String unknown(TierResult tier) {
        long unknown = tier.measured().messages().unknown();
        return unknown == 0 ? Units.NONE : Units.count(unknown);
    }

    private static String malformed(TierResult tier, FloodUse use) {
        return use.malformed() > 0 || FloodWords.decodesPayloads(tier) ? Units.count(use.malformed()) : Units.NONE;
    }

    private static Table wrong(RunResult run) {
        return new TableBuilder("Messages that came back wrong", "Only reordered ones are confirmed.")
                .tier(Variant.of(run))
                .figure("Garbled", tier -> Units.count(FloodWords.wrong(tier).garbled()))
                .figure("Missing", tier -> Units.count(FloodWords.wrong(tier).missing()))
                .figure("Duplicated", tier -> Units.count(FloodWords.wrong(tier).duplicated()))
                .figure("Reordered", tier -> Units.count(FloodWords.wrong(tier).reordered()))
                .figure("Foreign", tier -> Units.count(FloodWords.wrong(tier).foreign()))
                .legend(List.of(
                        "Garbled: the content differs from what was sent. Missing: later messages came back,"
                                + " but these did not.",
                        "Duplicated: came back again. Reordered: came back after later ones. Foreign: sent by"
                                + " another connection."))
                .build(run.tiers());
    }

    private static String framesPerWrite(TierResult tier) {
        return tier.measured()
                .flood()
                .filter(use -> use.writes() > 0)
                .map(use -> Units.rate((double) tier.measured().messages().sent() / use.writes()))
                .orElse(Units.NONE);
    }

    private static String drain(TierResult tier, FloodUse use) {
        Duration drain = tier.measured().duration().minus(use.window());
        return Units.duration(drain.isNegative() ? Duration.ZERO : drain);
    }

    private static Table roundTrips(RunResult run) {
        List<TierResult> tiers =
                run.tiers().stream().filter(tier -> roundTrips(tier) > 0).toList();
        String note = FloodWords.isEcho(run)
                ? "From sending a message to receiving its echo."
                : "From sending a ping, behind messages in full sockets, to its pong.";
        return new TableBuilder("Latency during the flood", note)
                .tier(Variant.of(run))
                .latency(LatencyKind.SERVICE)
                .percentiles(
                        FloodWords.isEcho(run) ? "Echoes" : "Pings",
                        Percentile.P50,
                        Percentile.P90,
                        Percentile.P95,
                        Percentile.P99,
                        Percentile.P99_9)
                .max()
                .build(tiers);
    }

    private static long roundTrips(TierResult tier) {
        Histogram histogram = tier.measured().latencies().get(LatencyKind.SERVICE);
        return histogram == null ? 0 : histogram.getTotalCount();
    }
}

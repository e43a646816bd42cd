package wse.report;

import java.util.List;
import java.util.OptionalDouble;
import wse.config.CompressionSettings;
import wse.config.EngineKind;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** What compression saved, what it cost, and whether the server accepted it at all. Pure. */
final class CompressionTables {

    private CompressionTables() {}

    static Table of(RunResult run) {
        return new TableBuilder(
                        "Compression", "Bytes of the messages, and the share of them that remained on the wire.")
                .tier(Variant.of(run))
                .figure(
                        "Bytes out",
                        tier -> Units.bytes(tier.measured().compression().sentBytes()))
                .figure(
                        "Out on the wire",
                        tier -> percent(tier.measured().compression().sentPercent()))
                .figure(
                        "Bytes in",
                        tier -> Units.bytes(tier.measured().compression().receivedBytes()))
                .figure(
                        "In on the wire",
                        tier -> percent(tier.measured().compression().receivedPercent()))
                .build(compressed(run))
                .without(Units.NONE);
    }

    private static List<TierResult> compressed(RunResult run) {
        return run.tiers().stream()
                .filter(tier -> !tier.measured().compression().isNone())
                .toList();
    }

    /**
     * What connections with compression cost client and server. With Gatling's engine, the table has all tiers, because
     * nothing tells whether their connections compressed.
     */
    static Table cost(RunResult run) {
        return new TableBuilder(
                        "CPU and memory per connection", "All processes of each side, with everything that they did.")
                .tier(Variant.of(run))
                .figure("Client CPU", tier -> Units.seconds(PerConnection.clientCpu(tier)))
                .figure("Client RSS", tier -> Units.bytes(PerConnection.clientRss(tier)))
                .figure("Server CPU", tier -> Units.seconds(PerConnection.serverCpu(tier)))
                .figure("Server RSS", tier -> Units.bytes(PerConnection.serverRss(tier)))
                .build(isCountedByNobody(run) ? run.tiers() : compressed(run))
                .without(Units.NONE);
    }

    /** Whether Gatling's client offered compression: it does not count the bytes that it compresses. */
    private static boolean isCountedByNobody(RunResult run) {
        return !offer(run).equals("off") && run.engine().equals(EngineKind.GATLING.label());
    }

    private static String offer(RunResult run) {
        return run.config().getOrDefault(CompressionSettings.COMPRESSION.key(), "off");
    }

    private static String percent(OptionalDouble percent) {
        return percent.isPresent() ? Units.percent(percent.getAsDouble()) : Units.NONE;
    }

    /** A sentence for the beginning of the report if compression was offered, but not used everywhere; otherwise empty. */
    static String finding(RunResult run) {
        String offer = offer(run);
        long connected = run.tiers().stream()
                .mapToLong(tier -> tier.measured().connected())
                .sum();
        if (offer.equals("off") || connected == 0) {
            return "";
        }
        if (isCountedByNobody(run)) {
            return "Gatling's engine does not count compressed bytes, so the report does not say what compression saved.";
        }
        // The figures of a tier that was cut short do not include what was compressed.
        long uncompressed =
                run.tiers().stream().filter(CompressionTables::isUncompressed).count();
        if (uncompressed == 0) {
            return "";
        }
        return uncompressed == run.tiers().size()
                ? "The server did not accept compression (wse.compression=" + offer + "), so nothing was compressed."
                : "The server did not accept compression (wse.compression=" + offer + ") in " + uncompressed + " of "
                        + run.tiers().size() + " tiers, so nothing was compressed there.";
    }

    private static boolean isUncompressed(TierResult tier) {
        return tier.measured().connected() > 0
                && tier.verdict() != Verdict.INCOMPLETE
                && tier.measured().compression().isNone();
    }
}

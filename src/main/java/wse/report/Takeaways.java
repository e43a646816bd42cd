package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.config.Format;
import wse.config.ScheduleKind;
import wse.config.SuiteTest;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * What the figures of a suite show, in sentences. Each function returns a sentence only if the figures support it: tiers
 * that are INCOMPLETE are ignored, and a sentence about tiers whose verdict is not {@code VALID} says so. Pure.
 */
final class Takeaways {

    /** Latencies that differ by less than this factor are not called a growth. */
    private static final double GROWTH = 1.5;

    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    private static final List<Function<Suite, Optional<Takeaway>>> ALL = List.of(
            Takeaways::verdicts,
            Takeaways::accepting,
            Takeaways::pings,
            Takeaways::throughput,
            Takeaways::sizes,
            suite -> format(suite, Format.MSGPACK, "MessagePack"),
            suite -> format(suite, Format.ZLIB, "zlib compression"),
            Takeaways::survival,
            Takeaways::limit,
            Takeaways::memory,
            suite -> engines(suite, SuiteEngines.Work.HANDSHAKE),
            suite -> engines(suite, SuiteEngines.Work.PING));

    private Takeaways() {}

    static List<Takeaway> of(Suite suite) {
        return ALL.stream().flatMap(takeaway -> takeaway.apply(suite).stream()).toList();
    }

    private static Optional<Takeaway> takeaway(String sentence, String anchor) {
        return Optional.of(new Takeaway(sentence, anchor));
    }

    /** How far the figures can be trusted. */
    static Optional<Takeaway> verdicts(Suite suite) {
        long brief = count(suite, Verdict.SHORT);
        long all = suite.allTiers().count();
        if (all == brief) {
            return Optional.empty();
        }
        String tooShort = brief == 0
                ? ""
                : " " + Units.counted(brief, "tier") + (brief == 1 ? " was" : " were") + " too short to tell (SHORT).";
        return takeaway(valid(count(suite, Verdict.VALID), all, brief) + tooShort, SuiteSections.RUNS);
    }

    private static long count(Suite suite, Verdict verdict) {
        return suite.allTiers().filter(tier -> tier.verdict() == verdict).count();
    }

    private static String valid(long valid, long all, long brief) {
        String doubt = "the client or the machine may have been the limit, so the server may be better than it looks.";
        String fine = "VALID: the client was not the limit.";
        String tiers = Units.counted(all, "tier");
        if (valid == all) {
            return (all == 1 ? "The only tier is " : "All " + tiers + " are ") + fine;
        }
        if (valid == 0) {
            return (all == 1 ? "The only tier is not" : "None of the " + tiers + " is") + " VALID: " + doubt;
        }
        String some = Units.count(valid) + " of the " + tiers + (valid == 1 ? " is " : " are ");
        return some + (valid + brief == all ? fine : "VALID. In the others, " + doubt);
    }

    /** Whether the accept rate depends on the number of connections. */
    static Optional<Takeaway> accepting(Suite suite) {
        List<TierResult> tiers = complete(suite, SuiteTest.STORM)
                .filter(tier -> !tier.isShortStorm())
                .toList();
        return Trend.of(points(tiers, Figures::connectionsPerSecond))
                .map(trend -> new Takeaway(
                        trend(trend, "The accept rate", "connections/s") + doubt(suite, tiers),
                        anchor(SuiteTest.STORM)));
    }

    private static String trend(Trend trend, String what, String unit) {
        return switch (trend.direction()) {
            case RISES ->
                what + " rises with the number of connections, from " + at(trend.first()) + " to " + at(trend.last())
                        + " (" + unit + ").";
            case FALLS ->
                what + " is highest at " + at(trend.best()) + " and falls to " + at(trend.last()) + " (" + unit + ").";
            case VARIES ->
                what + " varies between " + at(trend.worst()) + " and " + at(trend.best()) + " (" + unit + ").";
            case FLAT ->
                what + " hardly depends on the number of connections: " + at(trend.first()) + ", and "
                        + at(trend.last()) + " (" + unit + ").";
        };
    }

    private static String at(Trend.Point point) {
        return Units.big(point.value()) + " with " + Units.count(point.connections());
    }

    /** How the slowest pings grow with the number of connections. */
    static Optional<Takeaway> pings(Suite suite) {
        List<TierResult> tiers = complete(suite, SuiteTest.PING)
                .filter(tier -> tier.shape().schedule() == ScheduleKind.CLOSED)
                .filter(tier -> Percentile.P99.isCarriedBy(service(tier)))
                .sorted(Comparator.comparingInt(tier -> tier.shape().connections()))
                .toList();
        if (tiers.size() < 2) {
            return Optional.empty();
        }
        TierResult least = tiers.get(0);
        TierResult most = tiers.get(tiers.size() - 1);
        double growth = (double) p99(most) / Math.max(1, p99(least));
        double times = (double) most.shape().connections() / least.shape().connections();
        String from =
                Units.micros(p99(least)) + " with " + Units.count(least.shape().connections());
        String to =
                Units.micros(p99(most)) + " with " + Units.count(most.shape().connections());
        String sentence = growth >= GROWTH
                ? "The 99th percentile of the pings grows from " + from + " connections to " + to + ": "
                        + factor(growth) + " times as long with " + factor(times) + " times as many connections."
                : "The 99th percentile of the pings does not grow much: " + from + " connections, " + to + ".";
        return takeaway(sentence + doubt(suite, List.of(least, most)), anchor(SuiteTest.PING));
    }

    private static Histogram service(TierResult tier) {
        return tier.measured().latencies().getOrDefault(LatencyKind.SERVICE, EMPTY);
    }

    private static long p99(TierResult tier) {
        return Percentile.P99.of(service(tier)).orElse(0);
    }

    /** The highest confirmed rate, and what was lost at it. */
    static Optional<Takeaway> throughput(Suite suite) {
        return complete(suite, SuiteTest.THROUGHPUT)
                .filter(tier -> positive(Figures.confirmedPerSecond(tier)))
                .max(Comparator.comparing(Figures::confirmedPerSecond))
                .map(tier -> new Takeaway(
                        "The server read " + (isValid(tier) ? "up to " : "at least ")
                                + Units.big(Figures.confirmedPerSecond(tier)) + " messages/s, with "
                                + Units.counted(tier.shape().connections(), "connection") + "; " + lost(tier)
                                + doubt(suite, List.of(tier)),
                        anchor(SuiteTest.THROUGHPUT)));
    }

    private static String lost(TierResult tier) {
        long lost = tier.measured().messages().lost();
        String all = Units.bigCount(tier.measured().messages().sent());
        return lost == 0
                ? "none of the " + all + " messages sent was lost."
                : Units.bigCount(lost) + " of the " + all + " messages sent were lost.";
    }

    /** How the size of the messages changes both rates, at the largest number of connections that has two sizes. */
    static Optional<Takeaway> sizes(Suite suite) {
        List<TierResult> tiers = complete(suite, SuiteTest.SIZES)
                .filter(tier -> positive(Figures.confirmedPerSecond(tier)))
                .toList();
        int connections = tiers.stream()
                .mapToInt(tier -> tier.shape().connections())
                .max()
                .orElse(0);
        List<TierResult> same = tiers.stream()
                .filter(tier -> tier.shape().connections() == connections)
                .sorted(Comparator.comparingInt(Takeaways::size))
                .toList();
        if (same.size() < 2) {
            return Optional.empty();
        }
        TierResult small = same.get(0);
        TierResult large = same.get(same.size() - 1);
        return takeaway(
                "With " + Units.counted(connections, "connection") + ", messages of " + bytes(small) + " reached "
                        + Units.big(Figures.confirmedPerSecond(small)) + " messages/s and " + gigabytes(small)
                        + "; messages of " + bytes(large) + " reached " + Units.big(Figures.confirmedPerSecond(large))
                        + " messages/s and " + gigabytes(large) + "." + doubt(suite, List.of(small, large)),
                anchor(SuiteTest.SIZES));
    }

    private static int size(TierResult tier) {
        return tier.shape().flood().map(flood -> flood.payloadBytes()).orElse(0);
    }

    private static String bytes(TierResult tier) {
        return Units.bytes((long) size(tier));
    }

    private static String gigabytes(TierResult tier) {
        return Units.gigabytes(Figures.confirmedBytesPerSecond(tier)) + " GB/s";
    }

    /** What a format costs or saves, at the largest number of connections that has both it and JSON. */
    static Optional<Takeaway> format(Suite suite, Format format, String name) {
        return complete(suite, SuiteTest.FORMATS)
                .map(tier -> tier.shape().connections())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .flatMap(connections -> format(suite, connections, format, name).stream())
                .findFirst();
    }

    private static Optional<Takeaway> format(Suite suite, int connections, Format format, String name) {
        List<TierResult> same = complete(suite, SuiteTest.FORMATS)
                .filter(tier -> tier.shape().connections() == connections)
                .toList();
        Optional<TierResult> json = SuiteFloodTables.of(same, Format.JSON);
        Optional<TierResult> other = SuiteFloodTables.of(same, format);
        return SuiteFloodTables.percentOf(json, other).map(percent -> {
            double noise = 100 * Trend.NOISE;
            String with = " with " + Units.counted(connections, "connection");
            String alike = Math.abs(percent - 100) <= noise ? ", which is about the same" : "";
            return new Takeaway(
                    "With " + name + ", the message rate is " + Units.wholePercent(percent) + " of JSON's" + with
                            + alike
                            + "."
                            + doubt(
                                    suite,
                                    Stream.concat(json.stream(), other.stream()).toList()),
                    anchor(SuiteTest.FORMATS));
        });
    }

    /** Whether the connections of the largest held tier survived. */
    static Optional<Takeaway> survival(Suite suite) {
        return complete(suite, SuiteTest.HOLD)
                .filter(tier -> tier.measured().alive().isPresent())
                .max(Comparator.comparingInt(tier -> tier.shape().connections()))
                .map(tier -> {
                    long alive = tier.measured().alive().orElse(0);
                    int all = tier.shape().connections();
                    String who =
                            alive == all ? "All " + Units.count(all) : Units.count(alive) + " of " + Units.count(all);
                    return new Takeaway(
                            who + " held connections answered a ping at the end, after "
                                    + Units.duration(tier.measured().duration()) + ".",
                            anchor(SuiteTest.HOLD));
                });
    }

    /** What the search for the connection limit found. */
    static Optional<Takeaway> limit(Suite suite) {
        return suite.run(SuiteTest.LIMIT)
                .filter(run -> run.connectionLimit().isPresent())
                .map(run -> new Takeaway(Answers.limit(run), anchor(SuiteTest.LIMIT)));
    }

    /** What a connection costs the server. */
    static Optional<Takeaway> memory(Suite suite) {
        return SuiteMemory.perConnection(suite)
                .map(each -> new Takeaway(
                        "Each open connection costs the server " + Units.bytes(Math.round(each.bytes()))
                                + " of memory, averaged over " + Units.count(each.connections()) + " connections.",
                        SuiteSections.MEMORY));
    }

    /** How much more CPU Gatling's own engine needs. */
    static Optional<Takeaway> engines(Suite suite, SuiteEngines.Work work) {
        Optional<SuiteEngines.Pair> pair = SuiteEngines.pair(suite, work).filter(SuiteEngines.Pair::isSound);
        OptionalDouble ratio = pair.map(SuiteEngines.Pair::ratio).orElse(OptionalDouble.empty());
        if (pair.isEmpty() || ratio.isEmpty()) {
            return Optional.empty();
        }
        String cost =
                "A " + work.noun() + " costs " + cpu(pair.get(), pair.get().netty())
                        + " of CPU time in the netty engine and "
                        + cpu(pair.get(), pair.get().gatling())
                        + " in Gatling's own engine";
        boolean alike = Math.abs(ratio.getAsDouble() - 1) <= Trend.NOISE;
        return takeaway(
                cost + (alike ? ", which is about the same." : ", " + factor(ratio.getAsDouble()) + " times as much."),
                SuiteSections.ENGINES);
    }

    private static String cpu(SuiteEngines.Pair pair, TierResult tier) {
        return Units.micros(pair.cost(tier).orElse(0) * 1e6);
    }

    private static String factor(double factor) {
        return Units.big(factor);
    }

    private static Stream<TierResult> complete(Suite suite, SuiteTest test) {
        return suite.tiers(test).stream().filter(tier -> tier.verdict() != Verdict.INCOMPLETE);
    }

    private static List<Trend.Point> points(List<TierResult> tiers, Function<TierResult, Double> figure) {
        List<Trend.Point> points = new ArrayList<>();
        tiers.stream()
                .filter(tier -> positive(figure.apply(tier)))
                .forEach(tier -> points.add(new Trend.Point(tier.shape().connections(), figure.apply(tier))));
        return points;
    }

    private static boolean positive(Double value) {
        return value != null && value > 0;
    }

    private static boolean isValid(TierResult tier) {
        return tier.verdict() == Verdict.VALID;
    }

    /** Empty if all of these tiers are valid, or if none of the suite is, which the first takeaway says. */
    private static String doubt(Suite suite, List<TierResult> tiers) {
        return tiers.stream().allMatch(Takeaways::isValid) || suite.allTiers().noneMatch(Takeaways::isValid)
                ? ""
                : " Not all of these tiers are VALID, so the cause may be the client or the machine.";
    }

    private static String anchor(SuiteTest test) {
        return SuiteSections.anchor(test);
    }
}

package wse.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.config.Format;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.measure.WrongMessages;
import wse.text.Units;
import wse.text.Words;

/**
 * The answers to the questions that the tests ask, each in one to three sentences for people. {@link StormAnswer} composes the
 * answer of a storm. Pure.
 */
final class Answers {

    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    private Answers() {}

    /**
     * The best of the VALID tiers, if another tier has the best figure. A rate that was reached is a lower bound
     * whatever the verdict, so both are reported.
     */
    static Optional<TierResult> bestValid(RunResult run, TierResult best, Function<TierResult, Double> figure) {
        return best.verdict() == Verdict.VALID
                ? Optional.empty()
                : best(run, tier -> tier.verdict() == Verdict.VALID ? figure.apply(tier) : null);
    }

    /** The verdict on a tier, unless it is VALID. */
    static String doubt(TierResult tier) {
        return tier.verdict() == Verdict.VALID ? "" : " (" + tier.verdict() + ")";
    }

    /** How quickly the server answers while many connections are busy. */
    static String pings(RunResult run) {
        return latencyTier(run)
                .map(tier -> join(
                        "With " + TierNotes.label(run, tier) + doubt(tier) + ", " + pingTimes(tier),
                        validPings(run, tier),
                        unanswered(run),
                        failed(run)))
                .orElseGet(() -> join("No ping was answered", failed(run)));
    }

    /** The latencies of the largest VALID tier of the same kind, if the largest of all is not VALID. */
    private static String validPings(RunResult run, TierResult shown) {
        return Optional.of(shown)
                .filter(tier -> tier.verdict() != Verdict.VALID)
                .flatMap(tier -> largest(
                        run,
                        other -> other.verdict() == Verdict.VALID
                                && pingKind(other) == pingKind(tier)
                                && Percentile.P50.isCarriedBy(histogram(other, pingKind(other)))))
                .map(tier -> "In the largest VALID tier, " + TierNotes.label(run, tier) + ", " + pingTimes(tier))
                .orElse("");
    }

    private static String pingTimes(TierResult tier) {
        LatencyKind kind = pingKind(tier);
        Histogram histogram = histogram(tier, kind);
        String since = kind == LatencyKind.RESPONSE ? " of the time they were due" : "";
        if (answeredPercent(tier) < Percentile.P50.percent()) {
            long pings = tier.measured().pingOutcomes().total();
            return Units.bigCount(Figures.pingsAnswered(tier)) + " of " + Units.bigCount(pings)
                    + (pings == 1 ? " ping was" : " pings were") + " answered in time";
        }
        return Percentile.P50.isCarriedBy(histogram)
                ? "half of the " + Units.bigCount(histogram.getTotalCount()) + " pings were answered within "
                        + Units.micros(Percentile.P50.of(histogram)) + since + tail(histogram, answeredPercent(tier))
                : "only one ping was measured, which is too few for percentiles";
    }

    private static double answeredPercent(TierResult tier) {
        long all = tier.measured().pingOutcomes().total();
        return all == 0 ? 100 : 100.0 * Figures.pingsAnswered(tier) / all;
    }

    /**
     * The time that most of the values did not exceed.
     *
     * @param answeredPercent the percentage of values that are answers; all greater values are time-outs, not times of
     *     answers
     */
    static String tail(Histogram histogram, double answeredPercent) {
        Percentile[] ofAnswers = Stream.of(Percentile.P90, Percentile.P95, Percentile.P99)
                .filter(percentile -> percentile.percent() <= answeredPercent)
                .toArray(Percentile[]::new);
        return Percentile.highest(histogram, ofAnswers)
                .map(percentile ->
                        ", " + Math.round(percentile.percent()) + " % within " + Units.micros(percentile.of(histogram)))
                .orElse("");
    }

    /** How quickly the server answers the users of a scenario. */
    static String scenario(RunResult run) {
        return run.tiers().stream()
                .findFirst()
                .map(tier -> join(requestTimes(tier), becameReady(tier), failedRequests(tier), failed(run)))
                .orElse("No user of the scenario began to connect.");
    }

    private static String requestTimes(TierResult tier) {
        Histogram histogram = histogram(tier, LatencyKind.SERVICE);
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        String half = answeredPercent(tier) >= Percentile.P50.percent() && Percentile.P50.isCarriedBy(histogram)
                ? ", half of them within " + Units.micros(Percentile.P50.of(histogram))
                        + tail(histogram, answeredPercent(tier))
                : "";
        return "The server answered " + Units.counted(tier.measured().messages().confirmed(), "request") + half;
    }

    private static String becameReady(TierResult tier) {
        Histogram histogram = histogram(tier, LatencyKind.CONNECT);
        long ready = tier.measured().connected();
        long all = tier.measured().outcomes().total();
        String who = ready == all && all > 1 ? "All " + Units.counted(all, "connection") : some(ready, all);
        return all == 0
                ? ""
                : who + " became ready"
                        + (Percentile.P50.isCarriedBy(histogram)
                                ? ", half of them within " + Units.micros(Percentile.P50.of(histogram))
                                        + tail(histogram, 100)
                                : "");
    }

    private static String some(long ready, long all) {
        return all == 1 && ready == 1
                ? "The only connection"
                : Units.count(ready) + " of " + Units.counted(all, "connection");
    }

    private static String failedRequests(TierResult tier) {
        OutcomeCounts requests = tier.measured().pingOutcomes();
        long failed = requests.total() - requests.of(Outcome.OK);
        return failed == 0 ? "" : Units.count(failed) + " of " + Units.counted(requests.total(), "request") + " failed";
    }

    /** How many connections survive. */
    static String hold(RunResult run) {
        return largest(run, tier -> tier.measured().alive().isPresent() && tier.verdict() != Verdict.INCOMPLETE)
                .map(tier -> join(survival(tier), unanswered(run), failed(run)))
                .orElseGet(() -> join("It is not known how many connections survived", failed(run)));
    }

    private static String survival(TierResult tier) {
        long alive = tier.measured().alive().orElse(0);
        long all = tier.shape().connections();
        String who = alive < all ? Units.count(alive) + " of " : all == 1 ? "The only connection" : "All ";
        return who + (all == 1 && alive == all ? "" : connections(tier)) + " answered a ping at the end of the hold"
                + doubt(tier);
    }

    /** How many messages the server processes. */
    static String flood(RunResult run) {
        return best(run, Figures::confirmedPerSecond)
                .map(tier -> join(
                        verb(tier) + " " + bound(tier) + " " + Units.big(Figures.confirmedPerSecond(tier))
                                + " messages/s" + size(tier) + ", over " + connections(tier) + doubt(tier),
                        limit(tier),
                        validFlood(run, tier),
                        wrong(run),
                        lost(run),
                        failed(run)))
                .orElseGet(() -> join("No message was confirmed", wrong(run), failed(run)));
    }

    private static String validFlood(RunResult run, TierResult best) {
        return bestValid(run, best, Figures::confirmedPerSecond)
                .map(tier -> "The best VALID tier reached " + Units.big(Figures.confirmedPerSecond(tier))
                        + " messages/s" + size(tier) + ", over " + connections(tier))
                .orElse("");
    }

    private static String verb(TierResult tier) {
        if (FloodWords.comesIn(tier)) {
            return "The server sent";
        }
        return FloodWords.isOut(tier) ? "The server read" : "The server echoed";
    }

    private static String size(TierResult tier) {
        return tier.shape()
                .flood()
                .map(flood -> " of " + Units.count(flood.payloadBytes()) + " bytes")
                .orElse("");
    }

    private static String limit(TierResult tier) {
        return switch (tier.bound()) {
            case SERVER ->
                tier.verdict() == Verdict.VALID
                        ? "The server was the limit"
                        : "The server seems to have been the limit";
            case CLIENT -> "The client was the limit";
            case UNKNOWN -> "";
        };
    }

    /** Like {@link #flood}, and how many bytes. */
    static String sizes(RunResult run) {
        return best(run, Figures::confirmedBytesPerSecond)
                .map(tier -> flood(run) + " By bytes, the best was "
                        + Units.gigabytes(Figures.confirmedBytesPerSecond(tier)) + " GB/s" + withMessages(tier) + ".")
                .orElseGet(() -> flood(run));
    }

    private static String withMessages(TierResult tier) {
        return tier.shape()
                .flood()
                .map(flood -> " with messages of " + Units.bytes((long) flood.payloadBytes()))
                .orElse("");
    }

    /** What formats other than JSON cost or save. */
    static String formats(RunResult run) {
        List<String> parts = largest(run, tier -> true).stream()
                .flatMap(largest -> Rounds.merged(run.tiers()).stream()
                        .filter(tier ->
                                tier.shape().connections() == largest.shape().connections()))
                .filter(tier ->
                        format(tier).filter(format -> format != Format.JSON).isPresent())
                .flatMap(tier -> FormatComparison.percentOfJson(run, tier).stream()
                        .map(percent -> format(tier).orElseThrow().label() + " had " + Units.wholePercent(percent)
                                + " of JSON's message rate"))
                .toList();
        return parts.isEmpty()
                ? flood(run)
                : join(
                        "With "
                                + largest(run, tier -> true)
                                        .map(Answers::connections)
                                        .orElse("") + ", " + Words.and(parts),
                        wrong(run),
                        lost(run),
                        failed(run));
    }

    private static Optional<Format> format(TierResult tier) {
        return tier.shape().flood().map(TierShape.Flood::format);
    }

    /** How many connections the server holds. */
    static String limit(RunResult run) {
        return run.connectionLimit()
                .map(found -> join(
                        number(found, held(run, found)),
                        found.rate().map(Answers::rate).orElse("")))
                .orElse("The search for the connection limit did not begin.");
    }

    /** What the server held of the first step, if even that one was too large. */
    private static String held(RunResult run, ConnectionLimit connectionLimit) {
        return run.tiers().stream()
                .filter(tier -> connectionLimit.connections() == 0)
                .filter(tier -> tier.measured().alive().orElse(0) > 0)
                .max(Comparator.comparing(tier -> tier.measured().alive().orElse(0)))
                .map(tier -> Units.count(tier.measured().alive().orElse(0)) + " of " + connections(tier))
                .orElseGet(() -> Units.counted(connectionLimit.connections(), "connection"));
    }

    private static String number(ConnectionLimit connectionLimit, String held) {
        return switch (connectionLimit.cause()) {
            case NONE -> "The server held " + held + ", as many as were requested: no limit was found";
            case UNFINISHED -> "The server held at least " + held + "; the search was ended before it found a limit";
            case CONNECT_RATE ->
                "The server held at least " + held
                        + "; opening more at the rate that it accepts would have taken too long";
            default ->
                "The server held " + held + ". The limit was set by " + ConnectionLimitText.causes(connectionLimit)
                        + ConnectionLimitText.tooMany(connectionLimit)
                                .map(": "::concat)
                                .orElse("");
        };
    }

    private static String rate(ConnectRate rate) {
        String words = ConnectionLimitText.rate(rate);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String bound(TierResult tier) {
        return tier.verdict() == Verdict.VALID ? "up to" : "at least";
    }

    static Histogram histogram(TierResult tier, LatencyKind kind) {
        return tier.measured().latencies().getOrDefault(kind, EMPTY);
    }

    private static long count(TierResult tier, LatencyKind kind) {
        return histogram(tier, kind).getTotalCount();
    }

    private static LatencyKind pingKind(TierResult tier) {
        return count(tier, LatencyKind.RESPONSE) > 0 ? LatencyKind.RESPONSE : LatencyKind.SERVICE;
    }

    /** The largest tier on an open schedule, which is more informative; otherwise, the largest tier with pings. */
    private static Optional<TierResult> latencyTier(RunResult run) {
        return largest(run, tier -> count(tier, LatencyKind.RESPONSE) > 0)
                .or(() -> largest(run, tier -> count(tier, LatencyKind.SERVICE) > 0));
    }

    private static Optional<TierResult> largest(RunResult run, Predicate<TierResult> fits) {
        return Hero.largest(run, fits).stream().findFirst();
    }

    static Optional<TierResult> best(RunResult run, Function<TierResult, Double> figure) {
        return Rounds.merged(run.tiers()).stream()
                .filter(tier -> figure.apply(tier) != null && figure.apply(tier) > 0)
                .max(Comparator.comparing(figure));
    }

    static String connections(TierResult tier) {
        return Units.counted(tier.shape().connections(), "connection");
    }

    static String failed(RunResult run) {
        long failed = run.tiers().stream().mapToLong(TierResult::failed).sum();
        long attempts = run.tiers().stream()
                .mapToLong(tier -> tier.measured().outcomes().total())
                .sum();
        long aborted = run.tiers().stream().mapToLong(TierResult::aborted).sum();
        return Stream.of(share(failed, attempts, "failed"), share(aborted, attempts, "had no outcome yet"))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(". "));
    }

    private static String share(long some, long connections, String what) {
        return some == 0 ? "" : Units.count(some) + " of " + Units.counted(connections, "connection") + " " + what;
    }

    private static String unanswered(RunResult run) {
        long pings = run.tiers().stream()
                .mapToLong(tier -> tier.measured().pingOutcomes().total())
                .sum();
        long answered = run.tiers().stream().mapToLong(Figures::pingsAnswered).sum();
        return pings == answered
                ? ""
                : Units.count(pings - answered) + " of " + Units.counted(pings, "ping")
                        + (pings - answered == 1 ? " was not answered" : " were not answered");
    }

    private static String lost(RunResult run) {
        long lost = run.tiers().stream()
                .mapToLong(tier -> tier.measured().messages().lost())
                .sum();
        return lost == 0 ? "" : Units.counted(lost, "message") + (lost == 1 ? " was lost" : " were lost");
    }

    /** As in {@code The server sent back wrong messages: 10 garbled, 3 duplicated}. */
    private static String wrong(RunResult run) {
        WrongMessages wrong =
                run.tiers().stream().map(FloodWords::wrong).reduce(WrongMessages.NONE, WrongMessages::plus);
        return wrong.isNone()
                ? ""
                : "The server sent back wrong messages: "
                        + wrong.byName().entrySet().stream()
                                .map(each -> Units.count(each.getValue()) + " " + each.getKey())
                                .collect(Collectors.joining(", "));
    }

    /** Joins sentences and adds their full stops; leaves out empty ones. */
    static String join(String... sentences) {
        return Stream.of(sentences).filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(". ", "", "."));
    }
}

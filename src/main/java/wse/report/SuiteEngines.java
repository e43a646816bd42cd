package wse.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.config.ScheduleKind;
import wse.config.SuiteTest;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** What a handshake and a ping cost with each of the two engines, in tiers that both carried out. Pure. */
final class SuiteEngines {

    private static final Histogram EMPTY = LatencyRecorder.newHistogram();
    private static final String NETTY = "netty";
    private static final String GATLING = "gatling";

    private SuiteEngines() {}

    /** What the CPU time of a test is divided by. */
    enum Work {
        HANDSHAKE(
                SuiteTest.STORM,
                SuiteTest.STORM_BY_GATLING,
                tier -> tier.measured().connected(),
                LatencyKind.CONNECT),
        PING(SuiteTest.PING, SuiteTest.PING_BY_GATLING, Figures::pingsAnswered, LatencyKind.SERVICE);

        private final SuiteTest test;
        private final SuiteTest byGatling;
        private final ToLongFunction<TierResult> done;
        private final LatencyKind latency;

        Work(SuiteTest test, SuiteTest byGatling, ToLongFunction<TierResult> done, LatencyKind latency) {
            this.test = test;
            this.byGatling = byGatling;
            this.done = done;
            this.latency = latency;
        }

        String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One tier, carried out by both engines. */
    record Pair(Work work, TierResult netty, TierResult gatling) {

        /** CPU time of the client per handshake or ping, in seconds; empty if it is unknown. */
        OptionalDouble cost(TierResult tier) {
            long done = work.done.applyAsLong(tier);
            return tier.clientUsage().stream()
                    .filter(usage -> done > 0)
                    .mapToDouble(usage -> usage.cpuSeconds() / done)
                    .findFirst();
        }

        /** How many times as much CPU Gatling's engine used; empty if that is unknown. */
        OptionalDouble ratio() {
            double dear = cost(gatling).orElse(0);
            double cheap = cost(netty).orElse(0);
            return dear > 0 && cheap > 0 ? OptionalDouble.of(dear / cheap) : OptionalDouble.empty();
        }

        /** Whether both tiers are complete, and nothing failed in either. */
        boolean isSound() {
            return Stream.of(netty, gatling)
                    .allMatch(tier -> tier.verdict() != Verdict.INCOMPLETE && tier.failed() == 0);
        }
    }

    /**
     * The largest tier that both engines carried out. In the ping test, it is in the closed form, in which each ping waits
     * for the answer to the one before.
     *
     * @return empty if there is none, for example because the user has chosen the engine
     */
    static Optional<Pair> pair(Suite suite, Work work) {
        return tiers(suite, work.byGatling, GATLING)
                .filter(tier -> tier.shape().schedule() != ScheduleKind.OPEN)
                .flatMap(gatling -> tiers(suite, work.test, NETTY)
                        .filter(netty -> netty.shape().equals(gatling.shape()))
                        .map(netty -> new Pair(work, netty, gatling)))
                .reduce((smaller, larger) -> larger.netty().shape().connections()
                                > smaller.netty().shape().connections()
                        ? larger
                        : smaller);
    }

    /** The tiers of a test; none if another engine carried them out. */
    private static Stream<TierResult> tiers(Suite suite, SuiteTest test, String engine) {
        boolean byEngine =
                suite.run(test).filter(run -> engine.equals(run.engine())).isPresent();
        return byEngine ? suite.tiers(test).stream() : Stream.empty();
    }

    static Table table(Suite suite) {
        List<Table.Row> rows = Stream.of(Work.values())
                .flatMap(work -> pair(suite, work).stream())
                .flatMap(pair -> Stream.of(row(pair, NETTY, pair.netty()), row(pair, GATLING, pair.gatling())))
                .toList();
        return new Table(
                "What each engine costs",
                "The same tier, once with the netty engine and once with Gatling's own engine. The CPU time is that of"
                        + " the client's process during the tier; with pings, it includes opening the connections.",
                Stream.of(
                                Stream.of("Engine", "Work").map(name -> new Table.Column(name, false)),
                                Stream.of(
                                                "Connections",
                                                "CPU each",
                                                "CPU ratio",
                                                "Per second",
                                                "p50",
                                                "p99",
                                                "Client memory",
                                                "Failed")
                                        .map(name -> new Table.Column(name, true)),
                                Stream.of(new Table.Column(SuiteTable.VERDICT, false)))
                        .flatMap(Function.identity())
                        .toList(),
                rows,
                rows.isEmpty()
                        ? List.of()
                        : List.of("CPU each: per handshake or ping. p50 and p99: of the handshake, or of the ping."));
    }

    private static Table.Row row(Pair pair, String engine, TierResult tier) {
        Histogram histogram = tier.measured().latencies().getOrDefault(pair.work().latency, EMPTY);
        Function<Percentile, String> latency = percentile -> Units.micros(percentile.of(histogram));
        return new Table.Row(
                Stream.of(
                                engine,
                                pair.work().noun(),
                                Units.count(tier.shape().connections()),
                                Units.seconds(boxed(pair.cost(tier))),
                                times(pair, tier),
                                Units.rate(perSecond(pair, tier)),
                                latency.apply(Percentile.P50),
                                latency.apply(Percentile.P99),
                                tier.clientUsage()
                                        .map(usage -> Units.bytes(usage.rssBytes()))
                                        .orElse(Units.NONE),
                                Units.count(tier.failed()),
                                tier.verdict().name())
                        .toList(),
                TableBuilder.mood(tier));
    }

    private static String times(Pair pair, TierResult tier) {
        if (tier == pair.netty()) {
            return "1";
        }
        return Units.big(boxed(pair.ratio()));
    }

    private static Double perSecond(Pair pair, TierResult tier) {
        return pair.work() == Work.HANDSHAKE ? Figures.connectionsPerSecond(tier) : Figures.confirmedPerSecond(tier);
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }
}

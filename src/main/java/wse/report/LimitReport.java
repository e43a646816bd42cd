package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.measure.ClientUsage;
import wse.measure.ConnectionLimit;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.StepPurpose;
import wse.measure.TestFigures;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.text.Units;
import wse.text.Words;

/** Reports on a connection-limit search: its steps, and the figures at the top of its page. */
final class LimitReport implements TestReport {

    private static final String NOTE = "Accept rate: added connections only. Memory: RSS per open connection.";

    private static final List<String> PHASES = List.of(
            "trial: a few slow connects after a step has failed. slower: the failed step again, at a lower rate.",
            "hold: the connections of that step are held.");

    @Override
    public List<Table> tables(RunResult run) {
        return Stream.of(Stream.of(steps(run)), rates(run).stream(), Stream.of(pings(run)))
                .flatMap(Function.identity())
                .toList();
    }

    private static Table steps(RunResult run) {
        return new TableBuilder("Connection limit", NOTE)
                .words("Phase", tier -> phase(run, tier))
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .figure("Added", tier -> Units.count(tier.measured().added()))
                .figure("Accept rate (conn/s)", tier -> Units.rate(Figures.connectionsPerSecond(tier)))
                .figure("Failed", tier -> Units.count(tier.failed()))
                .figure("Aborted", tier -> tier.aborted() == 0 ? "" : Units.count(tier.aborted()))
                .figure("Alive", Figures::alive)
                .figure("Source IPs", LimitReport::sources)
                .words("Step", tier -> judged(run, tier))
                .figure("Client, each", tier -> Units.bytes(clientBytes(tier)))
                .figure("Server, each", tier -> Units.bytes(serverBytes(tier)))
                .legend(slopes(run))
                .build(run.tiers());
    }

    /** The steps at a chosen rate; empty if there were none. */
    private static Optional<Table> rates(RunResult run) {
        List<TierResult> paced = run.tiers().stream()
                .filter(tier -> tier.shape().connectsPerSecond().isPresent())
                .toList();
        return paced.isEmpty()
                ? Optional.empty()
                : Optional.of(new TableBuilder(
                                "Rate of connects", "Whether connections are accepted if they are opened more slowly.")
                        .words("Phase", tier -> phase(run, tier))
                        .figure("Connections", tier -> Units.count(tier.shape().connections()))
                        .figure("Opened at (conn/s)", LimitReport::pace)
                        .figure("Added", tier -> Units.count(tier.measured().added()))
                        .figure("Failed", tier -> Units.count(tier.failed()))
                        .figure("Alive", Figures::alive)
                        .legend(PHASES)
                        .build(paced));
    }

    /** The rate at which the step opened its connections. */
    private static String pace(TierResult tier) {
        return tier.shape().connectsPerSecond().stream()
                .mapToObj(Units::rate)
                .findFirst()
                .orElse(Units.NONE);
    }

    private static Table pings(RunResult run) {
        return new TableBuilder(
                        "Pings on open connections", "They keep connections alive and show which ones still answer.")
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .figure("Timeouts", tier -> Units.count(Figures.pingsTimedOut(tier)))
                .latency(LatencyKind.RESPONSE)
                .percentiles("Pings", Percentile.P50, Percentile.P95, Percentile.P99)
                .build(run.tiers());
    }

    /** The doubling steps up to the first bad one are the probe; the steps after it are the search. */
    static String phase(RunResult run, TierResult tier) {
        if (tier.shape().purpose() != StepPurpose.SIZE) {
            return tier.shape().purpose().label();
        }
        Optional<TierResult> firstBad = run.tiers().stream()
                .filter(step -> step.shape().purpose() == StepPurpose.SIZE)
                .filter(step -> step.shape().connections() > limit(run))
                .findFirst();
        boolean search =
                firstBad.isPresent() && run.tiers().indexOf(tier) > run.tiers().indexOf(firstBad.get());
        return search ? "search" : "probe";
    }

    /** A step that the client did not finish says nothing about the server. */
    private static String judged(RunResult run, TierResult tier) {
        if (tier.verdict() == Verdict.INCOMPLETE) {
            return "unfinished";
        }
        if (tier.shape().purpose() == StepPurpose.TRIAL) {
            return Units.NONE;
        }
        return isBad(run, tier) ? "bad" : "good";
    }

    private static boolean isBad(RunResult run, TierResult tier) {
        return tier.shape().connections() > limit(run) || isTooFast(run, tier);
    }

    /** Whether this number of connections was held later, after they had been opened at a lower rate. */
    private static boolean isTooFast(RunResult run, TierResult tier) {
        return run.tiers().stream()
                .filter(other -> other.shape().purpose() == StepPurpose.HOLD)
                .filter(other -> other.shape().connections() == tier.shape().connections())
                .anyMatch(other -> alive(tier) < alive(other));
    }

    private static long alive(TierResult tier) {
        return tier.measured().alive().orElse(0);
    }

    /** Whether the step held all its connections for the whole time. */
    private static boolean isGood(RunResult run, TierResult tier) {
        boolean held =
                tier.shape().purpose() == StepPurpose.SIZE || tier.shape().purpose() == StepPurpose.HOLD;
        return held && tier.verdict() != Verdict.INCOMPLETE && !isBad(run, tier);
    }

    /** Connections of the largest good step; 0 if there is none, or the run ended before its search. */
    private static int limit(RunResult run) {
        return run.connectionLimit().map(ConnectionLimit::connections).orElse(0);
    }

    /** The run with its good steps only, in ascending order, for charts by number of connections. */
    private static RunResult goodSteps(RunResult run) {
        return run.withTiers(run.tiers().stream()
                .filter(tier -> isGood(run, tier))
                .sorted(Comparator.comparing(tier -> tier.shape().connections()))
                .toList());
    }

    private static String sources(TierResult tier) {
        return tier.shape().sourceAddresses().stream()
                .mapToObj(Units::count)
                .findFirst()
                .orElse(Units.NONE);
    }

    private static Long clientBytes(TierResult tier) {
        return each(tier, clientRss(tier));
    }

    private static Long serverBytes(TierResult tier) {
        return each(tier, serverRss(tier));
    }

    private static Long each(TierResult tier, Long bytes) {
        long standing = tier.measured().outcomes().of(Outcome.OK);
        return bytes == null || standing == 0 ? null : Long.valueOf(bytes / standing);
    }

    /**
     * The memory per additional connection, from the smallest good step to the largest. Empty unless the largest is at least
     * twice as large, because a heap grows in large steps.
     */
    private static List<String> slopes(RunResult run) {
        List<TierResult> good = run.tiers().stream()
                .filter(tier -> isGood(run, tier))
                .sorted(Comparator.comparing(tier -> tier.shape().connections()))
                .toList();
        TierResult first = good.isEmpty() ? null : good.get(0);
        TierResult last = good.isEmpty() ? null : good.get(good.size() - 1);
        if (first == null || last.shape().connections() < 2 * first.shape().connections()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        slope(first, last, LimitReport::clientRss).ifPresent(bytes -> parts.add(bytes + " in the client"));
        slope(first, last, LimitReport::serverRss).ifPresent(bytes -> parts.add(bytes + " in the server"));
        return parts.isEmpty()
                ? List.of()
                : List.of(
                        "Each additional connection took " + Words.and(parts) + ".",
                        "This is the growth of RSS from "
                                + Units.count(first.shape().connections()) + " to "
                                + Units.count(last.shape().connections()) + " connections, without kernel memory.",
                        "A Java heap grows in large steps and in advance, which can hide a small figure.");
    }

    private static Long clientRss(TierResult tier) {
        return tier.clientUsage().map(ClientUsage::rssBytes).orElse(null);
    }

    private static Long serverRss(TierResult tier) {
        return tier.server().rssBytes();
    }

    /** Empty if unknown, or if the heap has shrunk in the meantime. */
    private static Optional<String> slope(TierResult first, TierResult last, Function<TierResult, Long> rss) {
        Long before = rss.apply(first);
        Long after = rss.apply(last);
        int more = last.shape().connections() - first.shape().connections();
        return before == null || after == null || after <= before
                ? Optional.empty()
                : Optional.of(Units.bytes((after - before) / more));
    }

    @Override
    public String answer(RunResult run) {
        return Answers.limit(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        List<Hero> heroes = new ArrayList<>();
        run.connectionLimit()
                .ifPresent(connectionLimit -> heroes.add(new Hero(
                        "Connection limit",
                        Units.count(connectionLimit.connections()),
                        ConnectionLimitText.cause(connectionLimit),
                        "")));
        heroes.addAll(Hero.acceptRate(run));
        run.tiers().stream()
                .filter(tier -> tier.shape().connections() == limit(run) && isGood(run, tier))
                .findFirst()
                .ifPresent(tier -> addMemory(heroes, run, tier));
        return heroes;
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return HoldReport.chartsOf(goodSteps(run));
    }

    /** Leaves out steps that added no connections, because they say nothing about connects. */
    @Override
    public List<TierResult> connecting(RunResult run) {
        return run.tiers().stream().filter(tier -> tier.measured().added() > 0).toList();
    }

    private static void addMemory(List<Hero> heroes, RunResult run, TierResult tier) {
        if (clientBytes(tier) != null) {
            heroes.add(Hero.hero(run, "Client memory per connection", Units.bytes(clientBytes(tier)), tier));
        }
        if (serverBytes(tier) != null) {
            heroes.add(Hero.hero(run, "Server memory per connection", Units.bytes(serverBytes(tier)), tier));
        }
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        OptionalInt sources = tier.has("source_addresses")
                ? OptionalInt.of(Keys.size(tier, "source_addresses"))
                : OptionalInt.empty();
        return new TierShape.LimitStep(
                Keys.connections(tier),
                sources,
                Keys.decimal(tier, "connects_per_second"),
                Keys.constant(tier, "purpose", StepPurpose.SIZE));
    }

    @Override
    public TestFigures readFigures(JsonNode tier) {
        return tier.has("alive")
                ? new TestFigures.StepSurvival(Keys.integer(tier, "alive"), Keys.count(tier, "lost_earlier"))
                : TestFigures.none();
    }
}

package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.measure.ConnectionLimit;
import wse.measure.Reason;
import wse.measure.Reason.Cause;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;
import wse.text.Words;

/**
 * The beginning of every report: the answer to the test's question, how far it can be trusted, and what to do if it cannot.
 * A cause that several tiers share is reported once. Pure.
 *
 * @param answer the test's result in one to three sentences
 * @param verdict how many tiers are valid, and what the others mean
 * @param isValid whether all tiers are valid, apart from short storms that are not quoted
 * @param evidence the observations that the cause of a connection limit is derived from
 * @param causes why tiers are not valid, one sentence per cause
 * @param remedy what to do about it; empty if there is no remedy or nothing is wrong
 * @param commands an example of the remedy; empty if there is none
 * @param findings what a reader should know in addition to the figures
 */
record Conclusion(
        String answer,
        String verdict,
        boolean isValid,
        List<String> evidence,
        List<String> causes,
        String remedy,
        List<String> commands,
        List<String> findings) {

    /** More names would fill the screen. */
    private static final int MOST_PROGRAMS = 5;

    static Conclusion of(RunResult run) {
        Remedies remedies = Remedies.of(run);
        return new Conclusion(
                answer(run),
                verdict(run),
                Figures.verdict(run.tiers())
                        .filter(worst -> worst == Verdict.VALID)
                        .isPresent(),
                evidence(run),
                causes(run),
                remedies.sentences(),
                remedies.commands(),
                findings(run));
    }

    /** What proves the result of a search for the connection limit, without what the causes already say. */
    private static List<String> evidence(RunResult run) {
        Set<String> causes = run.tiers().stream()
                .flatMap(tier -> tier.reasons().stream())
                .map(Reason::sentence)
                .collect(Collectors.toSet());
        return run.connectionLimit().map(ConnectionLimit::evidence).orElse(List.of()).stream()
                .filter(words -> !causes.contains(words))
                .map(words -> Words.capitalised(words) + ".")
                .toList();
    }

    /** If a scenario has no tier, the report of scenarios itself says that no user began. */
    private static String answer(RunResult run) {
        return run.tiers().isEmpty() && run.test().isPlanned()
                ? "The run was stopped before its first tier."
                : TestReport.of(run).answer(run) + rounds(run);
    }

    private static String rounds(RunResult run) {
        int rounds = Rounds.count(run.tiers());
        return rounds > 1 ? " Rates are from the median of " + rounds + " rounds, latencies from all rounds." : "";
    }

    private static String verdict(RunResult run) {
        int all = run.tiers().size();
        if (all == 0) {
            return "No tier was measured.";
        }
        return Stream.of(
                        incomplete(count(run, Verdict.INCOMPLETE), all),
                        suspect(run, count(run, Verdict.SUSPECT), all),
                        starved(count(run, Verdict.STARVED), all),
                        valid(run, count(run, Verdict.VALID), all),
                        brief(count(run, Verdict.SHORT), all))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static long count(RunResult run, Verdict verdict) {
        return run.tiers().stream().filter(tier -> tier.verdict() == verdict).count();
    }

    private static String incomplete(long some, int all) {
        return some == 0 ? "" : share(some, all, "INCOMPLETE") + ": the figures cover only a part.";
    }

    private static String suspect(RunResult run, long some, int all) {
        return some == 0 ? "" : share(some, all, "SUSPECT") + ": " + doubt(run);
    }

    private static String starved(long some, int all) {
        return some == 0
                ? ""
                : share(some, all, "STARVED")
                        + ": the server lacked CPU on this machine, so it may be better than it looks.";
    }

    private static String doubt(RunResult run) {
        boolean failures = run.tiers().stream()
                .filter(tier -> tier.verdict() == Verdict.SUSPECT)
                .flatMap(tier -> tier.reasons().stream())
                .map(Reason::cause)
                .allMatch(Set.of(Cause.CLIENT_FAILED, Cause.CLIENT_GAVE_UP, Cause.PROXY_FAILED)::contains);
        return failures
                ? "connections failed because of " + failing(run) + ", so the figures depend on them."
                : "the client itself may have been the bottleneck, so the server may be better than it looks.";
    }

    private static String failing(RunResult run) {
        boolean proxy = run.tiers().stream()
                .flatMap(tier -> tier.reasons().stream())
                .anyMatch(reason -> reason.cause() == Cause.PROXY_FAILED);
        return proxy ? "the proxy or the client's limits and time-outs" : "the client's limits and time-outs";
    }

    private static String valid(RunResult run, long some, int all) {
        if (some == 0) {
            return "";
        }
        boolean noneInDoubt = some + count(run, Verdict.SHORT) == all;
        return share(some, all, "VALID") + (noneInDoubt ? ": the client had capacity to spare." : ".");
    }

    private static String brief(long some, int all) {
        return some == 0
                ? ""
                : share(some, all, "SHORT") + ": the connects took less than 100 ms, which is too short to be quoted.";
    }

    /** As in {@code 2 of 5 tiers are SUSPECT}. */
    private static String share(long some, int all, String verdict) {
        if (all == 1) {
            return "The only tier is " + verdict;
        }
        return some == all
                ? (all == 2 ? "Both" : "All " + all) + " tiers are " + verdict
                : some + " of " + all + " tiers " + (some == 1 ? "is " : "are ") + verdict;
    }

    private static List<String> causes(RunResult run) {
        Map<Cause, List<TierResult>> tiers = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        for (TierResult tier : run.tiers()) {
            for (Reason reason : tier.reasons()) {
                if (reason.cause() == Cause.OTHER) {
                    others.add(Words.capitalised(reason.detail()) + " (" + TierNotes.label(run, tier) + ").");
                } else {
                    tiers.computeIfAbsent(reason.cause(), cause -> new ArrayList<>())
                            .add(tier);
                }
            }
        }
        return Stream.of(
                        tiers.entrySet().stream().map(entry -> cause(run, entry.getKey(), entry.getValue())),
                        others.stream(),
                        starvedServer(run).stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** The details are those of the worst tier, or of the largest one if severities are unknown. */
    private static String cause(RunResult run, Cause cause, List<TierResult> tiers) {
        TierResult worst = tiers.stream()
                .distinct()
                .max(Comparator.comparingDouble((TierResult tier) -> severity(tier, cause))
                        .thenComparing(tier -> tier.shape().connections()))
                .orElseThrow();
        String details = String.join(
                "; ",
                Words.few(worst.reasons().stream()
                        .filter(reason -> reason.cause() == cause)
                        .map(Reason::detail)
                        .toList()));
        long affected = tiers.stream().distinct().count();
        String label = TierNotes.label(run, worst);
        if (affected == 1) {
            return Words.capitalised(cause.words()) + " (" + label + "): " + details + ".";
        }
        String where = tiers(affected, run.tiers().size());
        return Words.capitalised(cause.words()) + " in " + where + ". Worst with " + label + ": " + details + ".";
    }

    /** As in {@code 1 tier}, {@code both tiers} and {@code all 3 tiers}. */
    private static String tiers(long some, int all) {
        if (some < all || all == 1) {
            return Units.counted(some, "tier");
        }
        return all == 2 ? "both tiers" : "all " + all + " tiers";
    }

    private static double severity(TierResult tier, Cause cause) {
        return tier.reasons().stream()
                .filter(reason -> reason.cause() == cause)
                .mapToDouble(Reason::severity)
                .max()
                .orElse(0);
    }

    private static List<String> findings(RunResult run) {
        return Stream.of(
                        Circumstances.of(run).stream(),
                        RefusedHandshakes.finding(run).stream(),
                        Stream.of(CompressionTables.finding(run)).filter(sentence -> !sentence.isEmpty()),
                        TierFindings.of(run).stream(),
                        otherPrograms(run).stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** Programs come and go, so tiers may name different ones; one sentence names those of the whole run. */
    private static Optional<String> otherPrograms(RunResult run) {
        String names = run.tiers().stream()
                .flatMap(tier -> tier.server().otherPrograms().stream())
                .distinct()
                .limit(MOST_PROGRAMS)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Other programs that used a lot of CPU meanwhile: " + names + ".");
    }

    /** The figures of a server that is starved of CPU are correct, but they would be better on another machine. */
    private static Optional<String> starvedServer(RunResult run) {
        List<TierResult> starved =
                run.tiers().stream().filter(tier -> tier.server().lackedCores()).toList();
        return starved.stream()
                .max(Comparator.comparing(Conclusion::lostPercent))
                .map(worst -> "The server " + (starved.stream().anyMatch(Conclusion::isStarved) ? "" : "also ")
                        + "lacked CPU in " + tiers(starved.size(), run.tiers().size()) + otherVerdicts(starved)
                        + ", so the figures describe this machine, not the server alone. With "
                        + TierNotes.label(run, worst) + ", " + lost(run, worst.server()) + " of its cores.");
    }

    /** Only tiers whose client had capacity to spare are called STARVED, so the numbers may differ. */
    private static String otherVerdicts(List<TierResult> lacking) {
        long starved = lacking.stream().filter(Conclusion::isStarved).count();
        return starved == 0 || starved == lacking.size()
                ? ""
                : " (" + starved + " STARVED, " + (lacking.size() - starved) + " with another verdict)";
    }

    private static boolean isStarved(TierResult tier) {
        return tier.verdict() == Verdict.STARVED;
    }

    private static double lostPercent(TierResult tier) {
        ServerUsage server = tier.server();
        return Math.max(orZero(server.coreWaitPercent()), orZero(server.coresStolenPercent()));
    }

    private static double orZero(Double percent) {
        return percent == null ? 0 : percent;
    }

    private static String lost(RunResult run, ServerUsage server) {
        return server.lostToHypervisor()
                ? "the hypervisor gave other virtual machines " + Units.percent(server.coresStolenPercent())
                : "it waited for a core for " + Units.percent(server.coreWaitPercent())
                        + " of the time in which it wanted one, while other programs"
                        + (Remedies.isEmbedded(run) && !run.machine().hasOwnCores() ? ", among them the client," : "")
                        + " used up to " + Units.percent(server.coresTakenPercent());
    }
}

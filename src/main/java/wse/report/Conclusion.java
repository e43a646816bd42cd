package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.ScheduleKind;
import wse.config.ServerKind;
import wse.config.SuiteSettings;
import wse.config.TestKind;
import wse.measure.ConnectionLimit;
import wse.measure.Reason;
import wse.measure.Reason.Cause;
import wse.measure.Reason.Remedy;
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

    private static final String OWN_HOST = "wse.host";

    /** For a client and an embedded server that did not share their cores. */
    private static final String CLIENT_NEEDS_MORE =
            "Client and server each had their own cores, but the client needs more. To measure the server itself, use a machine"
                    + " with more cores, or create the load on other machines (wse.agents).";

    /** The same, but unrelated programs used their cores, too. */
    private static final String OTHERS_USE_CORES =
            "Client and server each had their own cores, but other programs used them, too. Run the test again when the machine"
                    + " is idle.";

    /** For a virtual machine that did not get the cores that it has. */
    private static final String HOST_IS_BUSY =
            "The host of this virtual machine also runs others, and no setting here changes that. Run the test again at a"
                    + " quieter time, or on a machine of its own.";

    private static final String SLOWER =
            "Or open the connections at half the rate, and see how the server answers then:";

    /** More names would fill the screen. */
    private static final int MOST_PROGRAMS = 5;

    /** A value that needs no quotes in a shell. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.,:/%+-]+");

    static Conclusion of(RunResult run) {
        return new Conclusion(
                TestReport.of(run).answer(run) + rounds(run),
                verdict(run),
                run.tiers().stream().allMatch(tier -> tier.verdict() == Verdict.VALID),
                evidence(run),
                causes(run),
                remedy(run),
                remedies(run).contains(Remedy.MORE_CPU) || needsCores(run) ? commands(run) : List.of(),
                findings(run));
    }

    /** Without the observations that are among the causes. */
    private static List<String> evidence(RunResult run) {
        Set<String> causes = run.tiers().stream()
                .flatMap(tier -> tier.reasons().stream())
                .map(Reason::sentence)
                .collect(Collectors.toSet());
        return run.connectionLimit().map(ConnectionLimit::evidence).orElse(List.of()).stream()
                .filter(words -> !causes.contains(words))
                .map(words -> sentence(words) + ".")
                .toList();
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
                        valid(count(run, Verdict.VALID), all))
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

    private static String valid(long some, int all) {
        if (some == 0) {
            return "";
        }
        return share(some, all, "VALID") + (some == all ? ": the client had capacity to spare." : ".");
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
                    others.add(sentence(reason.detail()) + " (" + TierNotes.label(run, tier) + ").");
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
            return sentence(cause.words()) + " (" + label + "): " + details + ".";
        }
        String where = tiers(affected, run.tiers().size());
        return sentence(cause.words()) + " in " + where + ". Worst with " + label + ": " + details + ".";
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

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String remedy(RunResult run) {
        Set<Remedy> remedies = remedies(run);
        if (isStolen(run)) {
            return HOST_IS_BUSY;
        }
        if (run.machine().hasOwnCores() && (needsCores(run) || remedies.contains(Remedy.MORE_CPU))) {
            return lacksCores(run)
                    ? OTHERS_USE_CORES
                    : CLIENT_NEEDS_MORE + (commands(run).isEmpty() ? "" : " " + SLOWER);
        }
        if (needsCores(run)) {
            return isEmbedded(run)
                    ? "To measure the server itself, run it on another machine, or give client and server their own cores,"
                            + " without other programs" + (commands(run).isEmpty() ? "." : ":")
                    : "To measure the server itself, run it on another machine, or make sure that client and server have their"
                            + " own cores and that no other program uses them.";
        }
        if (remedies.contains(Remedy.MORE_CPU)) {
            return "To measure the server itself, give the client more cores, processes (wse.processes) or machines"
                    + " (wse.agents).";
        }
        return remedies.contains(Remedy.MORE_HEAP) ? "Give the client more heap: -Dgatling.jvmArgs=-Xmx4g." : "";
    }

    private static Set<Remedy> remedies(RunResult run) {
        return run.tiers().stream()
                .flatMap(tier -> tier.reasons().stream())
                .map(reason -> reason.cause().remedy())
                .collect(Collectors.toSet());
    }

    /** Whether the client or the server lacked CPU on a machine that they share with each other or with other programs. */
    private static boolean needsCores(RunResult run) {
        Set<Remedy> remedies = remedies(run);
        return remedies.contains(Remedy.OWN_CORES)
                || remedies.contains(Remedy.MORE_CPU) && isEmbedded(run)
                || lacksCores(run);
    }

    /** Whether the hypervisor took the server's cores. */
    private static boolean isStolen(RunResult run) {
        return run.tiers().stream().anyMatch(tier -> tier.server().lostToHypervisor());
    }

    /** Whether the server lost its cores to other programs or to other virtual machines. */
    private static boolean lacksCores(RunResult run) {
        return run.tiers().stream().anyMatch(tier -> tier.server().lackedCores());
    }

    /** Whether the run started the reference server, which the jar can also start. */
    private static boolean isEmbedded(RunResult run) {
        return !run.config().containsKey(OWN_HOST)
                && ServerKind.REFERENCE
                        .label()
                        .equals(run.config().getOrDefault(SuiteSettings.SERVER.key(), ServerKind.REFERENCE.label()));
    }

    private static List<String> commands(RunResult run) {
        if (isStolen(run)) {
            return List.of();
        }
        if (run.machine().hasOwnCores()) {
            return lacksCores(run) ? List.of() : slowerStorm(run);
        }
        if (!isEmbedded(run) || run.machine().cores() < 2) {
            return List.of();
        }
        int half = run.machine().cores() / 2;
        return List.of(
                "mvn package -DskipTests",
                "taskset -c " + range(0, half) + " java -jar target/wse-stress.jar server --port 5006",
                "taskset -c " + range(half, run.machine().cores()) + " mvn gatling:test -Dgatling.simulationClass="
                        + run.simulation() + " -Dwse.host=127.0.0.1 -Dwse.port=5006" + chosen(run));
    }

    /** A storm that this client can create with capacity to spare; empty for other tests, and if there was one already. */
    private static List<String> slowerStorm(RunResult run) {
        boolean storm = run.test() == TestKind.CONNECTION_STORM
                && run.tiers().stream().noneMatch(tier -> tier.shape().schedule() == ScheduleKind.PACED);
        return StormAnswer.fastest(run).stream()
                .filter(tier -> storm)
                .map(Figures::connectionsPerSecond)
                .map(rate -> "mvn gatling:test -Dgatling.simulationClass=" + run.simulation() + " -Dwse.connectRate="
                        + Math.max(1, Math.round(rate / 2)) + chosen(run))
                .toList();
    }

    /** The settings of the run that are not defaults, for a command line. */
    private static String chosen(RunResult run) {
        return Config.chosen(run.test(), run.config()).entrySet().stream()
                .map(setting -> " -D" + setting.getKey() + "=" + quoted(setting.getValue()))
                .collect(Collectors.joining());
    }

    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static String range(int from, int to) {
        return to - from == 1 ? String.valueOf(from) : from + "-" + (to - 1);
    }

    private static List<String> findings(RunResult run) {
        Map<String, List<TierResult>> tiers = new LinkedHashMap<>();
        Set<String> elsewhere = TierNotes.shownElsewhere(run);
        for (TierResult tier : run.tiers()) {
            tier.findings().stream()
                    .filter(finding -> !elsewhere.contains(finding))
                    .forEach(finding -> tiers.computeIfAbsent(finding, key -> new ArrayList<>())
                            .add(tier));
        }
        return Stream.of(
                        Circumstances.of(run).stream(),
                        RefusedHandshakes.finding(run).stream(),
                        Stream.of(CompressionTables.finding(run)).filter(sentence -> !sentence.isEmpty()),
                        tiers.entrySet().stream().map(entry -> finding(run, entry.getKey(), entry.getValue())),
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

    private static String finding(RunResult run, String finding, List<TierResult> tiers) {
        String where = tiers.size() == run.tiers().size() && tiers.size() > 1
                ? "all tiers"
                : tiers.stream().map(tier -> TierNotes.label(run, tier)).collect(Collectors.joining("; "));
        return sentence(finding) + " (" + where + ").";
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
                        + (isEmbedded(run) && !run.machine().hasOwnCores() ? ", among them the client," : "")
                        + " used up to " + Units.percent(server.coresTakenPercent());
    }
}

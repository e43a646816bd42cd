package wse.report;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.ScheduleKind;
import wse.config.ServerKind;
import wse.config.SuiteSettings;
import wse.config.TestKind;
import wse.measure.Reason.Remedy;
import wse.measure.RunResult;

/**
 * What to do so that the tiers of a run become VALID. Pure.
 *
 * @param sentences empty if there is no remedy, or if nothing is wrong
 * @param commands an example of the remedy; empty if there is none
 */
record Remedies(String sentences, List<String> commands) {

    private static final String OWN_HOST = "wse.host";

    /** For a client and an embedded server that did not share their cores. */
    private static final String CLIENT_NEEDS_MORE =
            "Client and server each had their own cores, but the client needs more. To measure the server itself, use a machine"
                    + " with more cores, or create the load on other machines (wse.agents).";

    /** For a client and an embedded server that did not share their cores, while unrelated programs used them, too. */
    private static final String OTHERS_USE_CORES =
            "Client and server each had their own cores, but other programs used them, too. Run the test again when the machine"
                    + " is idle.";

    /** For a virtual machine that did not get the cores that it has. */
    private static final String HOST_IS_BUSY =
            "The host of this virtual machine also runs others, and no setting here changes that. Run the test again at a"
                    + " quieter time, or on a machine of its own.";

    private static final String SLOWER =
            "Or open the connections at half the rate, and see how the server answers then:";

    private static final String MORE_HEAP = "Give the client more heap: -Dgatling.jvmArgs=-Xmx4g.";

    /** That option is for the JVM of the simulation only, and not for worker processes and agents. */
    private static final String MORE_HEAPS =
            "To give the client more heap, use more processes (wse.processes) or machines (wse.agents).";

    /** A value that needs no quotes in a shell. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.,:/%+-]+");

    static Remedies of(RunResult run) {
        return new Remedies(
                Stream.of(heap(run), cpu(run))
                        .filter(sentence -> !sentence.isEmpty())
                        .collect(Collectors.joining(" ")),
                remedies(run).contains(Remedy.MORE_CPU) || needsCores(run) ? commands(run) : List.of());
    }

    /** This remedy comes first, because the other one may end with a colon, before the commands. */
    private static String heap(RunResult run) {
        boolean several =
                run.tiers().stream().anyMatch(tier -> tier.client().usage().processes() > 1);
        if (!remedies(run).contains(Remedy.MORE_HEAP)) {
            return "";
        }
        return several ? MORE_HEAPS : MORE_HEAP;
    }

    private static String cpu(RunResult run) {
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
        return remedies.contains(Remedy.MORE_CPU)
                ? "To measure the server itself, give the client more cores, processes (wse.processes) or machines"
                        + " (wse.agents)."
                : "";
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
    static boolean isEmbedded(RunResult run) {
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

    /**
     * A storm at half the rate, which this client can probably create with capacity to spare; empty for other tests,
     * and if the run has a storm at a steady pace already.
     */
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
}

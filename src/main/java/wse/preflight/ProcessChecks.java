package wse.preflight;

import static wse.preflight.Finding.failIf;
import static wse.preflight.Finding.warnIf;
import static wse.preflight.Situation.connections;

import java.util.ArrayList;
import java.util.List;
import wse.preflight.Finding.Level;
import wse.preflight.MachineLimits.Place;

/** Checks processes, their descriptors and their threads. */
final class ProcessChecks {

    /** The default of {@code fs.nr_open}. */
    private static final long DEFAULT_NR_OPEN = 1 << 20;

    /** Threads of a JVM with one event loop: a client has 15, a server 16 (bench/sizing.sh). */
    private static final int THREADS = 16;

    private final Situation situation;
    private final MachineLimits limits;
    private final Sizing sizing;

    private ProcessChecks(Situation situation) {
        this.situation = situation;
        this.limits = situation.limits();
        this.sizing = situation.sizing();
    }

    static List<Finding> of(Situation situation) {
        ProcessChecks checks = new ProcessChecks(situation);
        List<Finding> findings = new ArrayList<>();
        findings.add(checks.processes());
        findings.add(checks.descriptors());
        if (situation.isLocal()) {
            situation.limits().process().map(checks::serverDescriptors).ifPresent(findings::add);
        }
        situation.limits().machine().map(checks::filesOfTheMachine).ifPresent(findings::add);
        situation.limits().cpu().tasks().map(checks::threads).ifPresent(findings::add);
        return findings;
    }

    private Finding processes() {
        String each = Situation.count(sizing.processes(), "process") + " of at most "
                + connections(sizing.connectionsPerProcess());
        return Finding.ok(
                "processes",
                situation.isDerived()
                        ? connections(situation.share()) + " / "
                                + Sizing.mostPerProcess(limits, situation.constants())
                                + " that descriptors and heap allow in a process = " + each
                        : each);
    }

    private Finding descriptors() {
        return limits.process()
                .map(this::descriptors)
                .orElseGet(() -> Finding.ok("descriptors", "the limit of this system is unknown"));
    }

    private Finding descriptors(MachineLimits.Files process) {
        long spare = situation.isDerived() ? Sizing.spareDescriptors(process.most()) : Sizing.SPARE_DESCRIPTORS;
        long wanted = sizing.connectionsPerProcess() + process.open() + spare;
        return Finding.of(
                "descriptors",
                failIf(wanted > process.most()),
                connections(sizing.connectionsPerProcess()) + " + " + process.open() + " open now + " + spare
                        + " spare = " + wanted + " of the " + process.most() + " that a process may open here",
                "raise the limit in the shell that starts the test",
                raiseTo(wanted));
    }

    private Finding serverDescriptors(MachineLimits.Files process) {
        boolean embedded = limits.reach().server() == Place.EMBEDDED;
        int servers = situation.servers();
        int each = Sizing.ceilDiv(situation.needs().connections(), servers);
        long spare = Sizing.serverDescriptors(each, servers) - each;
        long wanted = each + spare;
        boolean tooMany = wanted > process.most();
        return Finding.of(
                "server's descriptors",
                embedded ? failIf(tooMany) : warnIf(tooMany),
                connections(situation.needs().connections()) + " / " + Situation.count(servers, "server process")
                        + " + " + spare + " spare = " + wanted + " of the " + process.most()
                        + " that a process may open here",
                "raise the limit for the server too, or distribute it over "
                        + Situation.count(sizing.servers(), "process"),
                raiseTo(wanted));
    }

    private Cure[] raiseTo(long wanted) {
        Cure raise = Cure.descriptors(wanted);
        return wanted > limits.kernel().nrOpen().orElse(DEFAULT_NR_OPEN)
                ? new Cure[] {Cure.raise("fs.nr_open", wanted), raise}
                : new Cure[] {raise};
    }

    private Finding filesOfTheMachine(MachineLimits.Files machine) {
        long wanted = (long) situation.share() * situation.ends() + machine.open();
        return Finding.of(
                "files of the machine",
                failIf(wanted > machine.most()),
                connections(situation.share()) + " x " + Situation.count(situation.ends(), "end") + " here + "
                        + machine.open() + " open now = " + wanted + " of " + machine.most(),
                "raise the machine's limit",
                Cure.raise("fs.file-max", 2 * wanted));
    }

    private Finding threads(MachineLimits.Files tasks) {
        int cores = limits.cpu().cores();
        int processes = sizing.processes() + (limits.reach().server() == Place.EMBEDDED ? situation.servers() : 0);
        long wanted = (long) processes * (THREADS + cores);
        Level level = failIf(wanted > tasks.left());
        return Finding.of(
                "threads",
                level,
                Situation.count(processes, "process") + " x (" + THREADS + " + " + Situation.count(cores, "event loop")
                        + ") = " + wanted + " of the " + tasks.left() + " that the container has left",
                "raise the container's limit of processes (pids.max), or use fewer processes",
                Cure.agents(Sizing.ceilDiv(wanted * situation.needs().layout().agents(), Math.max(1, tasks.left()))));
    }
}

package wse.preflight;

import static wse.preflight.Finding.failIf;
import static wse.preflight.Finding.warnIf;
import static wse.preflight.Situation.connections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Checks queues and tables of the kernel, and the time that the ramp takes. */
final class NetworkChecks {

    private static final int LONGEST_QUEUE = 65_535;

    /** How long a server may be busy with something else, such as a garbage collection. */
    private static final double STALL_SECONDS = 0.1;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Situation situation;
    private final MachineLimits.Kernel kernel;

    private NetworkChecks(Situation situation) {
        this.situation = situation;
        this.kernel = situation.limits().kernel();
    }

    static List<Finding> of(Situation situation) {
        NetworkChecks checks = new NetworkChecks(situation);
        List<Finding> findings = new ArrayList<>();
        if (situation.isLocal()) {
            checks.kernel.queue().ifPresent(queue -> findings.add(checks.acceptQueue(queue)));
        }
        checks.kernel.conntrack().map(checks::tracking).ifPresent(findings::add);
        checks.kernel.tcpPages().map(checks::tcpMemory).ifPresent(findings::add);
        findings.add(checks.idleTimeout());
        return findings;
    }

    /**
     * The embedded server accepts as fast as this machine can open connections, so its queue fills only while it is busy with
     * something else. How fast another server accepts is not known: in the worst case, all connections wait.
     */
    private Finding acceptQueue(int queue) {
        PreflightNeeds.Pace pace = situation.needs().pace();
        int connections = situation.needs().connections();
        int window = pace.window() == 0 ? connections : Math.min(pace.window(), connections);
        boolean isSteady =
                pace.ratePerSecond() > 0 || situation.limits().reach().server() == MachineLimits.Place.EMBEDDED;
        double most = connections / situation.sizing().rampSeconds();
        double perSecond = pace.ratePerSecond() > 0 ? Math.min(pace.ratePerSecond(), most) : most;
        int burst = isSteady ? (int) Math.min(window, Math.ceil(STALL_SECONDS * perSecond)) : window;
        return Finding.of(
                "accept queue",
                warnIf(burst > queue),
                Situation.connections(burst) + " may arrive "
                        + (isSteady ? "within " + Math.round(MILLIS_PER_SECOND * STALL_SECONDS) + " ms" : "at once")
                        + "; the queue of a listening socket holds " + queue + " (" + nameOf(queue) + ")",
                "the others try again after 1 s; lengthen the queue, or limit the handshakes with wse.connectWindow",
                longer(burst));
    }

    /** Commands that raise the settings that limit the queue to less than {@code burst}. */
    private Cure[] longer(int burst) {
        List<Cure> cures = new ArrayList<>();
        if (kernel.somaxconn().orElse(0) < burst) {
            cures.add(Cure.raise("net.core.somaxconn", LONGEST_QUEUE));
        }
        if (kernel.synBacklog().orElse(burst) < burst) {
            cures.add(Cure.raise("net.ipv4.tcp_max_syn_backlog", LONGEST_QUEUE));
        }
        return cures.toArray(Cure[]::new);
    }

    private String nameOf(int queue) {
        return kernel.somaxconn().equals(OptionalInt.of(queue)) ? "net.core.somaxconn" : "net.ipv4.tcp_max_syn_backlog";
    }

    /** If the table is empty, no rule makes the kernel track connections. */
    private Finding tracking(MachineLimits.Files table) {
        long wanted = situation.share() + table.open();
        return Finding.of(
                "connection tracking",
                failIf(table.open() > 0 && wanted > table.most()),
                table.open() == 0
                        ? "the kernel tracks no connections at present"
                        : connections(situation.share()) + " + " + table.open() + " tracked now = " + wanted + " of "
                                + table.most() + " (net.netfilter.nf_conntrack_max)",
                "the firewall drops packets of further connections; let the kernel track more",
                Cure.raise("net.netfilter.nf_conntrack_max", 2 * wanted));
    }

    private Finding tcpMemory(MachineLimits.Files pages) {
        long wanted = (long) situation.share() * situation.ends() + pages.open();
        return Finding.of(
                "TCP memory",
                warnIf(wanted > pages.most()),
                connections(situation.share()) + " x " + Situation.count(situation.ends(), "end") + " x 1 page of "
                        + kernel.pageBytes() + " B for data in transit + " + pages.open() + " in use = " + wanted
                        + " of " + pages.most() + " pages (net.ipv4.tcp_mem)",
                "idle connections need none, but if all receive data at the same time, the kernel drops packets; allow more"
                        + " pages",
                Cure.sysctl("net.ipv4.tcp_mem", wanted + " " + wanted * 5 / 4 + " " + wanted * 3 / 2));
    }

    private Finding idleTimeout() {
        PreflightNeeds needs = situation.needs();
        double seconds = rampSeconds();
        String ramp =
                connections(needs.connections()) + " at " + Math.round(needs.connections() / seconds) + " a second"
                        + (isPaced() ? " (wse.connectRate)" : " (the most that " + cores() + " can do)")
                        + " = " + seconds(seconds) + " of ramp; ";
        return needs.pace()
                .idleTimeout()
                .map(timeout -> idleTimeout(timeout, ramp))
                .orElseGet(() -> Finding.ok("idle time-out", ramp + "no connection is dropped as idle meanwhile"));
    }

    private Finding idleTimeout(Duration timeout, String ramp) {
        double most = timeout.toNanos() / NANOS_PER_SECOND;
        return Finding.of(
                "idle time-out",
                warnIf(rampSeconds() > most),
                ramp + "the server drops connections that are silent for "
                        + (most < 1 ? timeout.toMillis() + " ms" : timeout.toSeconds() + " s"),
                "only the netty engine keeps connections alive until all are open, except in floods;"
                        + " otherwise, shorten the ramp",
                shorterRamp(most));
    }

    private Cure shorterRamp(double most) {
        PreflightNeeds needs = situation.needs();
        if (isPaced() && situation.sizing().rampSeconds() <= most) {
            return Cure.option("-Dwse.connectRate=" + (long) Math.ceil(needs.connections() / most));
        }
        double tooLong = rampSeconds() / most;
        OptionalInt agents = situation.more(needs.layout().agents() * tooLong);
        return (agents.isPresent()
                        ? Cure.moreAgents(agents.getAsInt())
                        : Cure.smallerTiers(Math.max(1, (long) (situation.share() / tooLong))))
                .unlessKeptAlive();
    }

    /** Rounded up: in seconds, or in milliseconds if it is less than a second. */
    private static String seconds(double seconds) {
        return seconds < 1 ? (long) Math.ceil(MILLIS_PER_SECOND * seconds) + " ms" : (long) Math.ceil(seconds) + " s";
    }

    private double rampSeconds() {
        return situation.sizing().rampSeconds(situation.needs().pace().ratePerSecond());
    }

    /** Whether the settings limit the rate of the ramp. */
    private boolean isPaced() {
        return situation.needs().pace().ratePerSecond() > 0
                && rampSeconds() > situation.sizing().rampSeconds();
    }

    private String cores() {
        int agents = situation.needs().layout().agents();
        return (agents == 1 ? "" : agents + " x ")
                + Situation.count(situation.limits().cpu().cores(), "core");
    }
}

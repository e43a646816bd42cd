package wse.preflight;

import static wse.preflight.Finding.failIf;
import static wse.preflight.Situation.connections;

import java.util.ArrayList;
import java.util.List;
import wse.preflight.Finding.Level;

/** Checks the addresses to connect from and their ports. */
final class PortChecks {

    private static final int WIDEST_LOW = 1_024;
    private static final int WIDEST_HIGH = 65_535;
    private static final int ADDRESSES_SPELLED_OUT = 64;

    private final Situation situation;
    private final MachineLimits.Ports ports;
    private final int share;
    private final int sources;

    private PortChecks(Situation situation, MachineLimits.Ports ports) {
        this.situation = situation;
        this.ports = ports;
        this.share = situation.share();
        this.sources = sources(situation);
    }

    /** The number of source addresses. If the run may choose and addresses cost nothing, it uses as many as it needs. */
    private static int sources(Situation situation) {
        boolean chooses = situation.limits().reach().aliases();
        int given = situation.needs().sourceAddresses().size();
        return given == 0 && chooses ? situation.sizing().sourceAddresses() : Math.max(1, given);
    }

    static List<Finding> of(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        if (!situation.needs().sourceAddresses().isEmpty()) {
            findings.add(givenAddresses(situation));
        }
        situation
                .limits()
                .ports()
                .ifPresentOrElse(
                        ports -> new PortChecks(situation, ports).addTo(findings),
                        () -> findings.add(Finding.ok("local ports", "the range of this system is unknown")));
        return findings;
    }

    private static Finding givenAddresses(Situation situation) {
        List<String> foreign = situation.limits().reach().foreignSources();
        return Finding.of(
                "source addresses",
                failIf(!foreign.isEmpty()),
                situation.needs().sourceAddresses().size() + " to connect from, "
                        + (foreign.isEmpty()
                                ? "all of them on this machine"
                                : "not on this machine: " + String.join(", ", foreign)),
                "add the address to this machine, or remove it from wse.sourceAddresses",
                foreign.stream().map(Cure::address).toArray(Cure[]::new));
    }

    private void addTo(List<Finding> findings) {
        if (situation.needs().sourceAddresses().isEmpty() && sources > 1) {
            findings.add(chosenAddresses());
        }
        findings.add(localPorts());
        lingering(findings);
    }

    private Finding chosenAddresses() {
        return Finding.ok(
                "source addresses",
                connections(share) + " / " + ports.usable() + " ports (nine tenths of half the range"
                        + (ports.servers() > 1 ? ", for each of " + ports.servers() + " addresses of the server" : "")
                        + ") = " + sources
                        + " addresses: " + SourceAddresses.loopbackRange(sources)
                        + ", which Linux provides without any configuration");
    }

    private Finding localPorts() {
        long free = (long) ports.perSource() * sources - ports.taken();
        boolean full = share > (long) ports.usable() * sources - ports.taken();
        Level level = share > free ? Level.FAIL : full ? Level.WARN : Level.OK;
        boolean spread = situation.limits().reach().aliases() || !wideningIsEnough();
        return Finding.of(
                "local ports",
                level,
                connections(share) + "; " + ports.perPair() + " ports (" + ports.low() + "-" + ports.high() + ") x "
                        + (ports.servers() > 1 ? ports.servers() + " addresses of the server x " : "")
                        + Situation.count(sources, "source address") + " - " + ports.taken() + " in use = " + free
                        + " free",
                (level == Level.WARN ? "beyond half of the range each connect() takes 40 times as long; " : "")
                        + (spread ? "connect from more addresses" : "widen the range of ports"),
                spread ? moreSources() : widen());
    }

    private boolean wideningIsEnough() {
        MachineLimits.Ports widest = ports.widenedTo(WIDEST_LOW, WIDEST_HIGH);
        return (long) widest.usable() * sources - ports.taken() >= share;
    }

    private Cure moreSources() {
        int count = Sizing.ceilDiv((long) share + ports.taken(), ports.usable());
        if (situation.limits().reach().aliases() && count <= ADDRESSES_SPELLED_OUT) {
            return Cure.option("-Dwse.sourceAddresses="
                    + String.join(",", SourceAddresses.loopback(count).addresses()));
        }
        return Cure.option("-Dwse.sourceAddresses=… with " + count + " addresses"
                + (situation.limits().reach().aliases()
                        ? " of 127.0.0.0/8"
                        : " of this machine, each added by: sudo ip address add ADDRESS dev INTERFACE"));
    }

    private static Cure widen() {
        return Cure.sysctl("net.ipv4.ip_local_port_range", WIDEST_LOW + " " + WIDEST_HIGH);
    }

    /**
     * The side that closes first keeps the port for a minute (RFC 9293 section 3.6.1); the next tier starts sooner than
     * that.
     */
    private void lingering(List<Finding> findings) {
        if (ports.reusesTimeWait()) {
            return;
        }
        if (!situation.needs().heap().isGatling()) {
            findings.add(Finding.ok(
                    "ports in TIME_WAIT",
                    "the netty engine leaves none: the server closes its connections first, or a reset ends them"));
            return;
        }
        long free = (long) ports.perSource() * sources - ports.taken();
        long inAll = situation.needs().connectionsInAll()
                / situation.needs().layout().agents();
        findings.add(Finding.of(
                "ports in TIME_WAIT",
                Finding.warnIf(inAll > free),
                connections(inAll) + " in all tiers; " + free + " ports are free, and none is reused within a minute",
                "let new connections reuse them",
                Cure.sysctl("net.ipv4.tcp_tw_reuse", "1")));
    }
}

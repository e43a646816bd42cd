package wse.preflight;

import static wse.preflight.Finding.warnIf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import wse.preflight.MachineLimits.Place;

/** Checks the CPU time that the pings of open connections take. */
final class CpuChecks {

    /** If pings use a larger share of the cores, they wait for each other, and answers come late. */
    private static final double MOST_OF_CORES = 0.8;

    private static final double MICROS = 1e6;

    /**
     * A longer interval of the server's own pings is suggested only if they use more than this share of what the cores
     * can do.
     */
    private static final double NOTABLE = 0.1;

    private static final int LONG_INTERVAL_SECONDS = 600;

    private final Situation situation;
    private final PreflightNeeds.Traffic traffic;
    private final int cores;

    private CpuChecks(Situation situation) {
        this.situation = situation;
        this.traffic = situation.needs().traffic();
        this.cores = situation.limits().cpu().cores();
    }

    static List<Finding> of(Situation situation) {
        return situation.needs().traffic().pingsPerSecond() > 0 ? List.of(new CpuChecks(situation).pings()) : List.of();
    }

    private Finding pings() {
        double wanted = onEachMachine(traffic.allPerSecond()) * micros() / MICROS;
        return Finding.of(
                "CPU for pings",
                warnIf(wanted > MOST_OF_CORES * cores),
                rates() + " x " + costs() + " = " + number(wanted) + " of " + Situation.count(cores, "core"),
                "more than " + Math.round(100 * MOST_OF_CORES)
                        + " % makes answers late, and late answers count as failures; " + remedy(),
                cures());
    }

    private double onEachMachine(double perSecond) {
        return perSecond / situation.needs().layout().agents();
    }

    /** As in {@code 33333 pings/s + 40000 of the server's own}. */
    private String rates() {
        double own = onEachMachine(traffic.serverPingsPerSecond());
        String pings = number(onEachMachine(traffic.pingsPerSecond())) + " pings/s";
        return own == 0 ? pings : "(" + pings + " + " + number(own) + "/s of the server's own)";
    }

    private String costs() {
        String client = number(clientMicros()) + " us of the client";
        return isLocal() ? "(" + client + " + " + number(serverMicros()) + " us of " + server() + ")" : client;
    }

    private String server() {
        return situation.limits().reach().server() == Place.EMBEDDED
                ? "the server"
                : "a server like the reference server";
    }

    private boolean isLocal() {
        return situation.isLocal();
    }

    private double micros() {
        return clientMicros() + (isLocal() ? serverMicros() : 0);
    }

    private double clientMicros() {
        Constants.PingCost cost = situation.constants().ping();
        return takesTurns() ? cost.clientAmongMany() : cost.client();
    }

    private double serverMicros() {
        Constants.PingCost cost = situation.constants().ping();
        return takesTurns() ? cost.serverAmongMany() : cost.server();
    }

    /** Whether there are more processes than cores, so that they must take turns. */
    private boolean takesTurns() {
        int processes = situation.sizing().processes() + (isLocal() ? situation.servers() : 0);
        return processes > cores;
    }

    private String remedy() {
        return isLocal() && situation.needs().layout().agents() == 1
                ? "ping less often, or put the server and more clients on other machines"
                : "ping less often, or use more machines";
    }

    private Cure[] cures() {
        double affordable = MOST_OF_CORES
                * cores
                * MICROS
                / micros()
                * situation.needs().layout().agents();
        List<Cure> cures = new ArrayList<>();
        double own = traffic.serverPingsPerSecond();
        if (own > NOTABLE * affordable) {
            cures.add(Cure.option("-Dwse.serverPingInterval=" + LONG_INTERVAL_SECONDS + "s"));
            own = (double) situation.needs().connections() / LONG_INTERVAL_SECONDS;
        }
        cures.add(traffic.adjustment()
                .option(situation.needs().connections(), Math.max(1, affordable - own))
                .map(Cure::option)
                .orElseGet(() -> moreMachines(affordable)));
        return cures.toArray(Cure[]::new);
    }

    private Cure moreMachines(double affordable) {
        OptionalInt machines = situation.more(clients());
        return machines.isPresent()
                ? Cure.agents(machines.getAsInt())
                : Cure.smallerTiers(Math.max(1, (long) (situation.share() * affordable / traffic.allPerSecond())));
    }

    /** How many machines like this one can send the pings if the server is on none of them. */
    private double clients() {
        return traffic.pingsPerSecond() * clientMicros() / MICROS / (MOST_OF_CORES * cores);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}

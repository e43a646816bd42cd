package wse.preflight;

import java.util.OptionalInt;

/** The values that all checks compare: the needs, the limits, and the sizing that follows from both. */
record Situation(PreflightNeeds needs, MachineLimits limits, Constants constants, Sizing sizing) {

    /** The most that {@code wse.agents} accepts. */
    static final int MOST_AGENTS = 1_000;

    static Situation of(PreflightNeeds needs, MachineLimits limits) {
        Constants constants = Constants.MEASURED.with(needs.heap(), needs.deflate());
        PreflightNeeds.Layout layout = needs.layout();
        Sizing sizing = Sizing.of(needs.connections(), limits, constants, layout.agents(), layout.processes());
        return new Situation(needs, limits, constants, sizing);
    }

    /** Number of connections on this machine. */
    int share() {
        return sizing.connectionsPerMachine();
    }

    boolean isLocal() {
        return limits.reach().isLocal();
    }

    /**
     * Number of the server's processes. For a server other than the embedded one, it is unknown, and assumed to be one
     * unless it is given.
     */
    int servers() {
        boolean embedded = limits.reach().server() == MachineLimits.Place.EMBEDDED;
        int told = needs.layout().servers();
        return told > 0 ? told : embedded ? sizing.servers() : 1;
    }

    /** How many ends of each connection are on this machine. */
    int ends() {
        return isLocal() ? 2 : 1;
    }

    /** Whether the run may choose how many processes it uses. */
    boolean isDerived() {
        return needs.layout().processes() == 0;
    }

    /**
     * The smallest number of machines that is at least this and larger than the present one; empty if a run cannot have
     * that many agents, or if some of them would have no connection.
     */
    OptionalInt more(double machines) {
        double wanted = Math.max(Math.ceil(machines), needs.layout().agents() + 1);
        return wanted <= Math.min(MOST_AGENTS, needs.connections())
                ? OptionalInt.of((int) wanted)
                : OptionalInt.empty();
    }

    static String megabytes(long bytes) {
        return (bytes + (1 << 20) - 1 >> 20) + " MB";
    }

    static String connections(long number) {
        return count(number, "connection");
    }

    /** As in {@code 1 core}; without commas, so that the arithmetic of a finding can be copied into a calculator. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}

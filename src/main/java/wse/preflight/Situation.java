package wse.preflight;

/** What all checks compare: the needs, the limits, and what the first of them come to on the second. */
record Situation(PreflightNeeds needs, Limits limits, Constants constants, Sizing sizing) {

    static Situation of(PreflightNeeds needs, Limits limits) {
        Constants constants = Constants.MEASURED.withHeap(needs.heap());
        PreflightNeeds.Spread spread = needs.spread();
        Sizing sizing = Sizing.of(needs.connections(), limits, constants, spread.agents(), spread.processes());
        return new Situation(needs, limits, constants, sizing);
    }

    /** Connections of this machine. */
    int share() {
        return sizing.connectionsPerMachine();
    }

    boolean isLocal() {
        return limits.reach().isLocal();
    }

    /** Processes of the server. How many one has that is not ours, nobody says: one, unless told. */
    int servers() {
        boolean embedded = limits.reach().server() == Limits.Place.EMBEDDED;
        int told = needs.spread().servers();
        return told > 0 ? told : embedded ? sizing.servers() : 1;
    }

    /** Ends of each connection on this machine. */
    int ends() {
        return isLocal() ? 2 : 1;
    }

    /** Whether the run may choose how many processes it uses. */
    boolean isDerived() {
        return needs.spread().processes() == 0;
    }

    /** More machines than there are; never fewer than two. */
    Cure agents(int machines) {
        return Cure.agents(more(machines));
    }

    /** At least so many, and more than there are. */
    int more(int machines) {
        return Math.max(machines, needs.spread().agents() + 1);
    }

    static String megabytes(long bytes) {
        return (bytes + (1 << 20) - 1 >> 20) + " MB";
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}

package wse.preflight;

import java.util.OptionalInt;

/**
 * How connections are distributed over machines, processes and source addresses, and what that requires; computed from
 * the limits of one machine on the assumption that all are alike. Pure arithmetic.
 *
 * @param connections connections on all machines together
 * @param agents number of machines that share the connections
 * @param machines the smallest number of such machines that is enough; 0 if no number of them is enough
 * @param connectionsPerMachine connections of the fullest machine
 * @param processes client processes on each machine
 * @param connectionsPerProcess connections of the fullest process
 * @param sourceAddresses how many addresses each machine connects from
 * @param servers how many processes a server on this machine needs if it has the same limits; 0 if it is elsewhere
 * @param descriptors descriptors of the fullest process, including those that it keeps free
 * @param heapBytesPerProcess the {@code -Xmx} of a client process
 * @param memoryBytes memory needed on each machine: kernel, clients, and a server that the run starts
 * @param rampSeconds time until all are ready if the processor is the only limit
 */
public record Sizing(
        int connections,
        int agents,
        int machines,
        int connectionsPerMachine,
        int processes,
        int connectionsPerProcess,
        int sourceAddresses,
        int servers,
        long descriptors,
        long heapBytesPerProcess,
        long memoryBytes,
        double rampSeconds) {

    /** Descriptors that a process opens besides its connections: event loops, logs, the coordinator's connection. */
    static final int SPARE_DESCRIPTORS = 128;

    /** A plan leaves one in this many descriptors free, because old connections may overlap with new ones. */
    private static final int FREE_ONE_OF = 40;

    /**
     * Descriptors that a process of the reference server has open before its first connection (measured with JDK 17,
     * epoll).
     */
    private static final int OPEN_IN_SERVER = 165;

    /**
     * The kernel assigns each connection to one of the processes by a hash, so their numbers follow a binomial
     * distribution: once in three million cases, a process gets more than the mean plus five standard deviations.
     */
    private static final int DEVIATIONS = 5;

    /** Number of connections for which the heap of a reference server process is sized ({@code server.ServerProcess}). */
    private static final long SERVER_HEAP_CONNECTIONS = 100_000;

    private static final double MICROS = 1e6;

    /**
     * @param agents number of machines, including this one; if there are several, the server is assumed to be on another
     * @throws IllegalArgumentException without a connection or an agent
     */
    public static Sizing of(int connections, MachineLimits limits, Constants constants, int agents) {
        return of(connections, limits, constants, agents, 0);
    }

    /** The same for a given number of processes on each machine; 0 for as few as possible. */
    public static Sizing of(int connections, MachineLimits limits, Constants constants, int agents, int processes) {
        atLeastOne("connections", connections);
        atLeastOne("agents", agents);
        int machines =
                new Share(limits, constants, processes).machines(connections).orElse(0);
        Share share =
                new Share(agents > 1 ? limits.withServer(MachineLimits.Place.REMOTE) : limits, constants, processes);
        return share.spread(connections, agents, machines);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + name + "=" + value);
        }
    }

    static int ceilDiv(long dividend, long divisor) {
        return (int) ((dividend + divisor - 1) / divisor);
    }

    static long spareDescriptors(long most) {
        return Math.max(SPARE_DESCRIPTORS, most / FREE_ONE_OF);
    }

    /** Descriptors that the fullest of this many server processes needs if each has this many connections on average. */
    static long serverDescriptors(long connections, int servers) {
        return connections + OPEN_IN_SERVER + (servers > 1 ? unevenness(connections) : 0);
    }

    private static long unevenness(long connections) {
        return (long) Math.ceil(DEVIATIONS * Math.sqrt(connections));
    }

    /**
     * The most connections that a plan gives to one process, limited by descriptors and heap. Ports limit the whole
     * machine instead.
     */
    static int mostPerProcess(MachineLimits limits, Constants constants) {
        return new Share(limits, constants, 0).perProcess();
    }

    /** Whether there are enough agents. */
    public boolean isEnough() {
        return machines > 0 && agents >= machines;
    }

    /**
     * How many seconds pass until all connections are ready.
     *
     * @param ratePerSecond connects per second of an open schedule; 0 without one
     */
    public double rampSeconds(double ratePerSecond) {
        return ratePerSecond > 0 ? Math.max(rampSeconds, connections / ratePerSecond) : rampSeconds;
    }

    /** Computes how many connections one machine can carry. */
    private record Share(MachineLimits limits, Constants constants, int fixedProcesses) {

        Sizing spread(int connections, int agents, int machines) {
            int perMachine = ceilDiv(connections, agents);
            int processes = processes(perMachine);
            int perProcess = ceilDiv(perMachine, processes);
            return new Sizing(
                    connections,
                    agents,
                    machines,
                    perMachine,
                    processes,
                    perProcess,
                    limits.ports()
                            .map(ports -> ceilDiv(perMachine, ports.usable()))
                            .orElse(1),
                    servers(connections),
                    perProcess + besides(),
                    constants.clientHeap(perProcess),
                    memory(perMachine, processes),
                    connections
                            * handshakeMicros()
                            / MICROS
                            / ((double) limits.cpu().cores() * agents));
        }

        /**
         * The smallest number of machines, found by bisection: a machine with fewer connections needs less of everything.
         */
        OptionalInt machines(int connections) {
            if (fits(connections)) {
                return OptionalInt.of(1);
            }
            Share client = new Share(limits.withServer(MachineLimits.Place.REMOTE), constants, fixedProcesses);
            if (!client.fits(1)) {
                return OptionalInt.empty();
            }
            int tooFew = 1;
            int enough = connections;
            while (enough - tooFew > 1) {
                int middle = tooFew + (enough - tooFew) / 2;
                if (client.fits(ceilDiv(connections, middle))) {
                    enough = middle;
                } else {
                    tooFew = middle;
                }
            }
            return OptionalInt.of(Math.max(enough, 2));
        }

        private boolean fits(int perMachine) {
            int ends = limits.reach().isLocal() ? 2 : 1;
            int processes = processes(perMachine);
            long files = limits.machine().map(MachineLimits.Files::left).orElse(Long.MAX_VALUE);
            return memory(perMachine, processes) <= limits.memory().usable() && (long) perMachine * ends <= files;
        }

        private int processes(int perMachine) {
            return fixedProcesses > 0 ? fixedProcesses : ceilDiv(perMachine, perProcess());
        }

        private int servers(int connections) {
            if (!limits.reach().isLocal()) {
                return 0;
            }
            long descriptors = limits.process().map(MachineLimits.Files::most).orElse(Long.MAX_VALUE);
            long most = Math.min(SERVER_HEAP_CONNECTIONS, descriptors - OPEN_IN_SERVER);
            return connections <= most ? 1 : ceilDiv(connections, Math.max(1, most - unevenness(Math.max(0, most))));
        }

        private int perProcess() {
            double heap = Constants.MOST_OF_HEAP * limits.memory().heapMost()
                    - limits.memory().heapUsed();
            long byHeap = (long) heap / constants.clientLiveBytes();
            return (int) Math.max(1, Math.min(byDescriptors(), byHeap));
        }

        private int byDescriptors() {
            long descriptors = limits.process().map(MachineLimits.Files::most).orElse(Long.MAX_VALUE);
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, descriptors - besides()));
        }

        private long besides() {
            return limits.process()
                    .map(process -> process.open() + spareDescriptors(process.most()))
                    .orElse((long) SPARE_DESCRIPTORS);
        }

        private long memory(int perMachine, int processes) {
            boolean embedded = limits.reach().server() == MachineLimits.Place.EMBEDDED;
            long kernel = constants.kernelBytesPerPair() / (limits.reach().isLocal() ? 1 : 2);
            long each = kernel + constants.clientBytes() + (embedded ? constants.serverBytes() : 0);
            return (processes + (embedded ? servers(perMachine) : 0)) * constants.processBytes() + each * perMachine;
        }

        private double handshakeMicros() {
            return constants.clientHandshakeMicros()
                    + (limits.reach().isLocal() ? constants.serverHandshakeMicros() : 0);
        }
    }
}

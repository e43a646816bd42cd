package wse.preflight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The limits of this machine and this process, read at one moment. A limit that the system does not report is empty.
 *
 * @param process descriptors of this process under its hard limit, which also applies to processes that it starts
 * @param machine open files of the whole machine
 * @param ports local ports for connections to the target
 * @param kernel the kernel's limits for processes, listening sockets and TCP
 * @param memory memory of the machine or its container, and the heap of this JVM
 * @param cpu cores and threads
 * @param reach where the server is, and which addresses can reach it
 */
public record MachineLimits(
        Optional<Files> process,
        Optional<Files> machine,
        Optional<Ports> ports,
        Kernel kernel,
        Memory memory,
        Cpu cpu,
        Reach reach) {

    /** Reads the limits of this machine, for connections to the target of these needs. Opens no connection. */
    public static MachineLimits ofThisMachine(PreflightNeeds needs) {
        return ThisMachine.limits(needs);
    }

    /**
     * A limit on the number of something, such as open files.
     *
     * @param most how many there may be
     * @param open how many there are now
     */
    public record Files(long most, long open) {

        long left() {
            return most - open;
        }
    }

    /**
     * The local ports of one source address.
     *
     * @param low first port of {@code net.ipv4.ip_local_port_range}
     * @param high its last port
     * @param reserved how many of them {@code net.ipv4.ip_local_reserved_ports} excludes
     * @param busy how many are used by connections to the target now
     * @param lingering how many more are held in TIME_WAIT by former connections to the target
     * @param reusesTimeWait whether a new connection may reuse a port in TIME_WAIT ({@code net.ipv4.tcp_tw_reuse})
     * @param servers number of the server's addresses: each source address can use each port once for each of them
     */
    public record Ports(int low, int high, int reserved, int busy, int lingering, boolean reusesTimeWait, int servers) {

        /**
         * Linux tries the ports of one parity first, which are half of the range. Once those are taken, each
         * {@code connect()} tries all of them in vain and takes 800 us instead of 20 (Linux 6.18, 28,232 ports). A tenth of
         * that half is left to other programs.
         */
        private static final double USABLE = 0.45;

        /** The ports for a server with a single address. */
        Ports(int low, int high, int reserved, int busy, int lingering, boolean reusesTimeWait) {
            this(low, high, reserved, busy, lingering, reusesTimeWait, 1);
        }

        /** How many connections one source address can have with one address of the server. */
        int perPair() {
            return high - low + 1 - reserved;
        }

        /** How many connections one source address can have. */
        int perSource() {
            return perPair() * servers;
        }

        /** How many connections of one source address a plan should have. */
        int usable() {
            return Math.max(1, (int) (USABLE * perSource()));
        }

        Ports widenedTo(int first, int last) {
            return new Ports(first, last, reserved, busy, lingering, reusesTimeWait, servers);
        }

        int taken() {
            return busy + (reusesTimeWait ? 0 : lingering);
        }
    }

    /**
     * Limits of the kernel.
     *
     * @param nrOpen {@code fs.nr_open}: the highest limit of descriptors that a process can be given
     * @param somaxconn {@code net.core.somaxconn}: how many connections may wait to be accepted
     * @param synBacklog {@code net.ipv4.tcp_max_syn_backlog}: how many connections may be half open; empty if SYN cookies
     *     remove that limit
     * @param conntrack {@code net.netfilter.nf_conntrack_max}, and how many connections are tracked now
     * @param tcpPages the last number in {@code net.ipv4.tcp_mem}, and how many pages sockets use now
     * @param pageBytes size of these pages
     */
    public record Kernel(
            OptionalLong nrOpen,
            OptionalInt somaxconn,
            OptionalInt synBacklog,
            Optional<Files> conntrack,
            Optional<Files> tcpPages,
            int pageBytes) {

        static final Kernel UNKNOWN = new Kernel(
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                4_096);

        /** How many connections may wait in a listening socket; empty if unknown. */
        OptionalInt queue() {
            return somaxconn.isEmpty() || synBacklog.isEmpty()
                    ? somaxconn
                    : OptionalInt.of(Math.min(somaxconn.getAsInt(), synBacklog.getAsInt()));
        }
    }

    /**
     * Memory in bytes.
     *
     * @param available available memory of the machine
     * @param container memory that the container (cgroup) still allows; empty without a limit
     */
    public record Memory(long available, OptionalLong container, long heapMost, long heapUsed) {

        /** Usable memory: that of the machine or of the container, whichever is smaller. */
        long usable() {
            return Math.min(available, container.orElse(available));
        }
    }

    /**
     * Processor limits.
     *
     * @param cores how many this process may use; a container may allow fewer than the machine has
     * @param tasks threads that the container (cgroup) allows; empty without a limit
     */
    public record Cpu(int cores, Optional<Files> tasks) {}

    /** Where the server is. */
    public enum Place {
        /** The reference server, started by the run on this machine. */
        EMBEDDED,
        /** A server on this machine that was not started by the run. */
        LOCAL,
        /** A server on another machine. */
        REMOTE
    }

    /**
     * How the server is reached.
     *
     * @param aliases whether every address of 127.0.0.0/8 can be used as a source address, as on Linux with a server on a
     *     loopback address
     * @param foreignSources requested source addresses that do not belong to this machine
     */
    public record Reach(Place server, boolean aliases, List<String> foreignSources) {

        boolean isLocal() {
            return server != Place.REMOTE;
        }
    }

    MachineLimits withServer(Place server) {
        return new MachineLimits(
                process, machine, ports, kernel, memory, cpu, new Reach(server, reach.aliases, reach.foreignSources));
    }
}

package wse.preflight;

import java.util.List;

/**
 * What this machine and this process allow, read at one moment; null where the system does not tell.
 *
 * @param process descriptors of this process by its hard limit; other processes started here are limited alike
 * @param machine open files of the whole machine
 * @param ports local ports for connections to the target
 * @param kernel what the kernel allows a process, a listening socket, and TCP
 * @param memory of the machine or its container, and the heap of this JVM
 * @param cpu cores and threads
 * @param reach where the server is, and from which addresses it may be reached
 */
public record Limits(Files process, Files machine, Ports ports, Kernel kernel, Memory memory, Cpu cpu, Reach reach) {

    /** Of the machine this runs on, towards the target of these needs. Reads the system; opens no connection. */
    public static Limits ofThisMachine(PreflightNeeds needs) {
        return ThisMachine.limits(needs);
    }

    /**
     * Of anything counted.
     *
     * @param most that may be open
     * @param open now
     */
    public record Files(long most, long open) {

        long left() {
            return most - open;
        }
    }

    /**
     * @param low first of {@code net.ipv4.ip_local_port_range}
     * @param high its last
     * @param reserved how many of these {@code net.ipv4.ip_local_reserved_ports} takes out
     * @param busy how many connections to the target hold now
     * @param lingering how many more former connections to the target hold in TIME_WAIT, unless they are reused
     * @param reusesTimeWait whether a new connection may take such a port over ({@code net.ipv4.tcp_tw_reuse})
     */
    public record Ports(int low, int high, int reserved, int busy, int lingering, boolean reusesTimeWait) {

        /**
         * Linux tries the ports of one parity first, half of the range; once those are taken, each {@code connect()} goes
         * through all of them in vain: 800 us instead of 20 (Linux 6.18, 28,232 ports). A tenth of the half is room for others.
         */
        private static final double USABLE = 0.45;

        int perSource() {
            return high - low + 1 - reserved;
        }

        /** Ports of one source address that a plan should use. */
        int usable() {
            return Math.max(1, (int) (USABLE * perSource()));
        }

        Ports widenedTo(int first, int last) {
            return new Ports(first, last, reserved, busy, lingering, reusesTimeWait);
        }

        int taken() {
            return busy + (reusesTimeWait ? 0 : lingering);
        }
    }

    /**
     * @param nrOpen {@code fs.nr_open}: the highest limit of descriptors a process can be given
     * @param somaxconn {@code net.core.somaxconn}: connections that may wait to be accepted
     * @param synBacklog {@code net.ipv4.tcp_max_syn_backlog}: half-open ones; null where SYN cookies lift it
     * @param conntrack {@code net.netfilter.nf_conntrack_max} and how many connections are tracked now
     * @param tcpPages {@code net.ipv4.tcp_mem}'s last and how many pages sockets hold now
     * @param pageBytes of these pages
     */
    public record Kernel(
            Long nrOpen, Integer somaxconn, Integer synBacklog, Files conntrack, Files tcpPages, int pageBytes) {

        static final Kernel UNKNOWN = new Kernel(null, null, null, null, null, 4_096);

        /** Connections that may wait in a listening socket; null if not known. */
        Integer queue() {
            return somaxconn == null || synBacklog == null
                    ? somaxconn
                    : Integer.valueOf(Math.min(somaxconn, synBacklog));
        }
    }

    /**
     * In bytes.
     *
     * @param available of the machine
     * @param container what the container (cgroup) leaves; null without a limit
     */
    public record Memory(long available, Long container, long heapMost, long heapUsed) {

        /** What may be filled: the machine's or the container's, whichever is less. */
        long usable() {
            return container == null ? available : Math.min(available, container);
        }
    }

    /**
     * @param cores that this process may use, a container's share if that is less
     * @param tasks threads the container (cgroup) allows; null without a limit
     */
    public record Cpu(int cores, Files tasks) {}

    /** Where the server is. */
    public enum Place {
        /** The reference server, started by the run on this machine. */
        EMBEDDED,
        /** A server on this machine that the run did not start. */
        LOCAL,
        /** On another machine. */
        REMOTE
    }

    /**
     * @param aliases whether each address of 127.0.0.0/8 can be connected from at once: Linux, server on the loopback
     * @param foreignSources source addresses that are none of this machine's
     */
    public record Reach(Place server, boolean aliases, List<String> foreignSources) {

        boolean isLocal() {
            return server != Place.REMOTE;
        }
    }

    Limits withServer(Place server) {
        return new Limits(
                process, machine, ports, kernel, memory, cpu, new Reach(server, reach.aliases, reach.foreignSources));
    }
}

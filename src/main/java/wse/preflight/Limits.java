package wse.preflight;

import java.util.List;

/**
 * What this machine and this process allow, read at one moment; null where the system does not tell.
 *
 * @param process descriptors of this process; the embedded server's are limited alike
 * @param machine open files of the whole machine
 * @param ports local ports for connections to the target
 * @param backlog {@code net.core.somaxconn}: connections a server may leave waiting to be accepted; null also where the
 *     server runs elsewhere
 * @param memory of the machine, and the heap of this JVM
 * @param targetIsLocal whether the server runs on this machine, so that both ends of a connection cost it memory
 * @param foreignSources source addresses that are none of this machine's
 */
record Limits(
        Files process,
        Files machine,
        Ports ports,
        Integer backlog,
        Memory memory,
        boolean targetIsLocal,
        List<String> foreignSources) {

    /**
     * @param most that may be open
     * @param open now
     */
    record Files(long most, long open) {}

    /**
     * @param low first of {@code net.ipv4.ip_local_port_range}
     * @param high its last
     * @param reserved how many of these {@code net.ipv4.ip_local_reserved_ports} takes out
     * @param busy how many connections to the target hold now
     * @param lingering how many more former connections to the target hold in TIME_WAIT, unless they are reused
     * @param reusesTimeWait whether a new connection may take such a port over ({@code net.ipv4.tcp_tw_reuse})
     */
    record Ports(int low, int high, int reserved, int busy, int lingering, boolean reusesTimeWait) {

        int perSource() {
            return high - low + 1 - reserved;
        }

        int taken() {
            return busy + (reusesTimeWait ? 0 : lingering);
        }
    }

    /** In bytes. */
    record Memory(long available, long heapMost, long heapUsed) {}
}

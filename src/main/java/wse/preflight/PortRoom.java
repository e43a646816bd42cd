package wse.preflight;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The local ports for connections to a server, between two tiers. The side that closes first keeps a connection in TIME_WAIT
 * for a minute (RFC 9293 section 3.6.1). If that is the server, as in WebSocket's closing handshake, the connection occupies
 * no local port of the client, not even on the same machine: the kernel looks only for the client's end.
 *
 * @param free free ports of all source addresses
 * @param lingering connections in TIME_WAIT on the client's side
 * @param reused whether the kernel reuses their ports nevertheless ({@code net.ipv4.tcp_tw_reuse})
 */
public record PortRoom(long free, int lingering, boolean reused) {

    /**
     * The ports for connections to these addresses of a server; empty if no connection is in TIME_WAIT, or if the system does not report
     * it.
     *
     * @param sources number of addresses to connect from; 0 if the operating system chooses
     */
    public static Optional<PortRoom> towards(List<InetSocketAddress> targets, int sources) {
        if (KernelFiles.timeWaits() == 0) {
            return Optional.empty();
        }
        boolean loopback =
                targets.stream().allMatch(target -> target.getAddress().isLoopbackAddress());
        return KernelFiles.ports(targets, loopback).map(ports -> of(ports, sources));
    }

    static PortRoom of(MachineLimits.Ports ports, int sources) {
        long free = (long) ports.perSource() * Math.max(1, sources) - ports.taken();
        return new PortRoom(free, ports.lingering(), ports.reusesTimeWait());
    }

    /** Whether this many new connections must wait until ports in TIME_WAIT become free. */
    public boolean mustWaitFor(int connections) {
        return connections > free && lingering > 0 && !reused;
    }
}

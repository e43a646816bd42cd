package wse.preflight;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Local ports towards a server, between two tiers. Who closes first keeps a connection for a minute in TIME_WAIT (RFC 9293
 * section 3.6.1). Where that is the server, as in WebSocket's closing handshake, no local port is taken by it, not even on the
 * same machine: the kernel looks for the client's end.
 *
 * @param free ports of all source addresses
 * @param lingering connections in TIME_WAIT on the client's side
 * @param reused whether the kernel gives their ports away all the same ({@code net.ipv4.tcp_tw_reuse})
 * @param timeWaits of the whole machine, whoever's side they are
 */
public record PortRoom(long free, int lingering, boolean reused, long timeWaits) {

    /** @param sources addresses to connect from, 0 for the system's choice; empty where the system does not tell */
    public static Optional<PortRoom> towards(InetSocketAddress target, int sources) {
        long timeWaits = KernelFiles.timeWaits();
        if (timeWaits == 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(KernelFiles.ports(target, target.getAddress().isLoopbackAddress()))
                .map(ports -> of(ports, sources, timeWaits));
    }

    static PortRoom of(Limits.Ports ports, int sources, long timeWaits) {
        long free = (long) ports.perSource() * Math.max(1, sources) - ports.taken();
        return new PortRoom(free, ports.lingering(), ports.reusesTimeWait(), timeWaits);
    }

    /** Whether so many more connections have to wait for ports that come free by themselves. */
    public boolean mustWaitFor(int connections) {
        return connections > free && lingering > 0 && !reused;
    }
}

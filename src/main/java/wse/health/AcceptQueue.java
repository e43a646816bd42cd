package wse.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the listening sockets of this machine turned away since it started, or since an earlier reading: of all its servers
 * together, for the kernel counts no socket apart. A client notices nothing but that a connect takes longer: what was turned
 * away is sent again after 1 s, then 2 s (RFC 6298, 5.5 and 5.7), until its time-out.
 *
 * @param overflows {@code ListenOverflows}: a connection was complete, or about to begin, and the accept queue was full
 * @param drops {@code ListenDrops}: those and whatever else kept a connection from its listening socket
 */
public record AcceptQueue(long overflows, long drops) {

    /** Of now; empty where the system does not tell. */
    public static Optional<AcceptQueue> read() {
        return parse(ProcFs.netstat());
    }

    /** @param netstat the file {@code /proc/net/netstat}: for each group a line of names and one of numbers */
    static Optional<AcceptQueue> parse(List<String> netstat) {
        List<String[]> tcp = netstat.stream()
                .filter(line -> line.startsWith("TcpExt:"))
                .map(line -> line.split(" "))
                .toList();
        if (tcp.size() != 2) {
            return Optional.empty();
        }
        List<String> names = Arrays.asList(tcp.get(0));
        int overflows = names.indexOf("ListenOverflows");
        int drops = names.indexOf("ListenDrops");
        return overflows < 0 || drops < 0
                ? Optional.empty()
                : Optional.of(
                        new AcceptQueue(Long.parseLong(tcp.get(1)[overflows]), Long.parseLong(tcp.get(1)[drops])));
    }

    /** What was counted since an earlier reading. */
    public AcceptQueue since(AcceptQueue earlier) {
        return new AcceptQueue(overflows - earlier.overflows, drops - earlier.drops);
    }

    /** A sentence for the report; empty if nothing was turned away. */
    public Optional<String> finding() {
        if (overflows > 0) {
            return Optional.of(
                    "the kernel turned away " + overflows + " connection attempts since a server's accept queue"
                            + " was full (ListenOverflows, of all servers of this machine); each is repeated after 1 s, 2 s and so"
                            + " on; lengthen the queue (net.core.somaxconn and the server's own backlog), or bound the handshakes"
                            + " by wse.connectWindow");
        }
        return drops > 0
                ? Optional.of(
                        "the kernel turned away " + drops + " connection attempts, though no accept queue was full"
                                + " (ListenDrops, of all servers of this machine); each is repeated after 1 s, 2 s and so on")
                : Optional.empty();
    }
}

package wse.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wse.machine.ProcFs;
import wse.text.Units;

/**
 * Connection attempts that listening sockets of this machine dropped since it started, or since an earlier reading. The
 * kernel counts them for all servers of the machine together; {@link ListenerDrops} tells how many of them concern one
 * server. The client notices only that a connect takes longer: it repeats a dropped attempt after 1 s, then 2 s, and so
 * on (RFC 6298, 5.5 and 5.7), until its time-out.
 *
 * @param overflows {@code ListenOverflows}: attempts dropped because the accept queue was full
 * @param drops {@code ListenDrops}: attempts dropped for that or any other reason
 * @param ofOneServer whether these are only the attempts that one server's sockets dropped
 */
public record AcceptQueue(long overflows, long drops, boolean ofOneServer) {

    /** Counts for the whole machine. */
    AcceptQueue(long overflows, long drops) {
        this(overflows, drops, false);
    }

    /** The present counts; empty if the system does not report them. */
    public static Optional<AcceptQueue> read() {
        return ProcFs.text("net/netstat", Stream::toList).flatMap(AcceptQueue::parse);
    }

    /** @param netstat lines of {@code /proc/net/netstat}: for each group one line of names and one of numbers */
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

    /** The counts since an earlier reading. */
    public AcceptQueue since(AcceptQueue earlier) {
        return new AcceptQueue(overflows - earlier.overflows, drops - earlier.drops);
    }

    /** The counts of one server only, given how many attempts its sockets dropped. */
    AcceptQueue of(long dropsOfOneServer) {
        return new AcceptQueue(Math.min(overflows, dropsOfOneServer), Math.min(drops, dropsOfOneServer), true);
    }

    /** A sentence for the report; empty if no attempt was dropped. */
    public Optional<String> finding() {
        if (overflows > 0) {
            return Optional.of("the kernel turned away " + attempts(overflows)
                    + " because " + (ofOneServer ? "the" : "a") + " server's accept queue was full (ListenOverflows"
                    + scope()
                    + "); clients repeat each attempt after 1 s, 2 s and so on; lengthen the queue (net.core.somaxconn and the server's backlog), or limit"
                    + " the simultaneous handshakes with wse.connectWindow");
        }
        return drops > 0
                ? Optional.of("the kernel turned away " + attempts(drops) + " although no accept queue was full"
                        + " (ListenDrops" + scope() + "); clients repeat each attempt after 1 s, 2 s and so on")
                : Optional.empty();
    }

    private String scope() {
        return ofOneServer ? "" : ", which counts all servers of this machine";
    }

    private static String attempts(long number) {
        return Units.counted(number, "connection attempt");
    }
}

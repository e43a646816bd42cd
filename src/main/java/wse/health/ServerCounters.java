package wse.health;

import java.util.OptionalDouble;
import wse.dialect.CounterNames;

/**
 * The counters that a server reports about itself. A counter that it does not report is null.
 *
 * @param received messages that it received
 * @param dropped messages that it received but threw away
 * @param accepted connections that it accepted
 * @param rejected connections that it rejected
 * @param connections connections that are open now
 * @param sent messages that it sent in a flood
 */
public record ServerCounters(Long received, Long dropped, Long accepted, Long rejected, Long connections, Long sent) {

    /** All counters are unknown. */
    public static final ServerCounters UNKNOWN = new ServerCounters(null, null, null, null, null, null);

    /** @param names names of the server's counters */
    static ServerCounters of(CounterPage page, CounterNames names) {
        return new ServerCounters(
                count(page, names.received()),
                count(page, names.dropped()),
                count(page, names.accepted()),
                count(page, names.rejected()),
                count(page, names.connections()),
                count(page, names.sent()));
    }

    private static Long count(CounterPage page, String name) {
        OptionalDouble sum = name == null ? OptionalDouble.empty() : page.sum(name);
        return sum.isPresent() ? Long.valueOf(Math.round(sum.getAsDouble())) : null;
    }

    /**
     * The counts since an earlier reading, and the connections that are open now. A counter that decreased is unknown,
     * because its server has been restarted.
     */
    public ServerCounters since(ServerCounters earlier) {
        return new ServerCounters(
                difference(received, earlier.received),
                difference(dropped, earlier.dropped),
                difference(accepted, earlier.accepted),
                difference(rejected, earlier.rejected),
                connections,
                difference(sent, earlier.sent));
    }

    /** The sum over two processes of one server. A counter is unknown if either process does not report it. */
    ServerCounters plus(ServerCounters other) {
        return new ServerCounters(
                sum(received, other.received),
                sum(dropped, other.dropped),
                sum(accepted, other.accepted),
                sum(rejected, other.rejected),
                sum(connections, other.connections),
                sum(sent, other.sent));
    }

    private static Long sum(Long one, Long other) {
        return one == null || other == null ? null : Long.valueOf(one + other);
    }

    private static Long difference(Long now, Long then) {
        return now == null || then == null || now < then ? null : Long.valueOf(now - then);
    }
}

package wse.health;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** A sample in Prometheus' text format: name, labels in braces, value, time stamp. Comments begin with #. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\s*\\{.*\\})?\\s+([-+0-9.eE]+)(?:\\s+-?\\d+)?\\s*");

    /**
     * Reads counters from Prometheus text. Samples of one name are added up over their labels; values that are not finite
     * numbers are ignored.
     *
     * @param names names of the server's counters
     */
    public static ServerCounters parse(String text, CounterNames names) {
        Map<String, Double> sums = text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(sample -> sample.group(1), ServerCounters::value, Double::sum));
        return new ServerCounters(
                whole(sums, names.received()),
                whole(sums, names.dropped()),
                whole(sums, names.accepted()),
                whole(sums, names.rejected()),
                whole(sums, names.connections()),
                whole(sums, names.sent()));
    }

    private static double value(Matcher sample) {
        return Double.parseDouble(sample.group(2));
    }

    private static Long whole(Map<String, Double> sums, String name) {
        Double value = name == null ? null : sums.get(name);
        return value == null ? null : Long.valueOf(Math.round(value));
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

package wse.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The connections of a tier to one address of the server.
 *
 * @param address the address, as the report shows it
 * @param outcomes the outcome of each connection
 * @param tcp time from the connect to the TCP connection, in microseconds; empty if it is not measured
 * @param ready time from the connect to the ready message, in microseconds
 */
public record AddressFigures(String address, OutcomeCounts outcomes, Histogram tcp, Histogram ready) {

    public AddressFigures {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(outcomes, "outcomes");
        Objects.requireNonNull(tcp, "tcp");
        Objects.requireNonNull(ready, "ready");
    }

    /** The same outcomes, without the latencies, which belong to an earlier tier. */
    public AddressFigures withoutLatencies() {
        return new AddressFigures(address, outcomes, LatencyRecorder.newHistogram(), LatencyRecorder.newHistogram());
    }

    /** The figures of both, address by address. */
    public static List<AddressFigures> sum(List<AddressFigures> some, List<AddressFigures> more) {
        Map<String, AddressFigures> sum = new LinkedHashMap<>();
        Stream.concat(some.stream(), more.stream()).forEach(one -> sum.merge(one.address, one, AddressFigures::plus));
        return List.copyOf(sum.values());
    }

    private AddressFigures plus(AddressFigures other) {
        return new AddressFigures(address, outcomes.plus(other.outcomes), sum(tcp, other.tcp), sum(ready, other.ready));
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = LatencyRecorder.newHistogram();
        sum.add(one);
        sum.add(other);
        return sum;
    }
}

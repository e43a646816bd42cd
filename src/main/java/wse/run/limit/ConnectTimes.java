package wse.run.limit;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import wse.measure.RequestSamples;

/**
 * How fast the connects of a step followed each other. Pure.
 *
 * @param offeredPerSecond connects per second from the first to the last; 0 if there were none
 * @param sustainedPerSecond connections per second that the server accepted after it had begun to turn others away;
 *     empty if there were too few to determine it
 */
record ConnectTimes(double offeredPerSecond, OptionalDouble sustainedPerSecond) {

    static final ConnectTimes NONE = new ConnectTimes(0, OptionalDouble.empty());

    /** Fewer than this many connections within less than this time do not show a rate. */
    private static final int FEWEST = 3;

    private static final long SHORTEST_MILLIS = 500;

    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    /** @param samples all requests of the step; those that are not connects are ignored */
    static ConnectTimes of(List<RequestSamples> samples) {
        List<RequestSamples> connects = samples.stream()
                .filter(each -> each.request().equals("connect"))
                .toList();
        long count = connects.stream().mapToLong(RequestSamples::size).sum();
        if (count == 0) {
            return NONE;
        }
        long first = starts(connects).min().orElseThrow();
        long last = starts(connects).max().orElseThrow();
        return new ConnectTimes(count * MILLIS / Math.max(1, last - first), sustained(connects, last));
    }

    private static LongStream starts(List<RequestSamples> connects) {
        return connects.stream().flatMapToLong(each -> LongStream.of(each.startMillis()));
    }

    private static OptionalDouble sustained(List<RequestSamples> connects, long last) {
        long firstFailure = starts(connects, false).min().orElse(last);
        long accepted =
                starts(connects, true).filter(start -> start > firstFailure).count();
        long millis = last - firstFailure;
        return accepted < FEWEST || millis < SHORTEST_MILLIS
                ? OptionalDouble.empty()
                : OptionalDouble.of(accepted * MILLIS / millis);
    }

    private static LongStream starts(List<RequestSamples> connects, boolean ok) {
        return connects.stream()
                .flatMapToLong(each -> IntStream.range(0, each.size())
                        .filter(i -> each.outcomes()[i].isOk() == ok)
                        .mapToLong(i -> each.startMillis()[i]));
    }
}

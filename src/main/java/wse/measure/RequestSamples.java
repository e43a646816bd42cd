package wse.measure;

import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * Individual requests of a tier, so that Gatling's report can show them, too. They are stored in columns, so that a million
 * of them needs only a few arrays. All columns have one entry per request.
 *
 * @param request name of the request, such as {@code "ping"}
 * @param startMillis when each began, Unix time in milliseconds
 * @param durationMicros how long each took; the time-out for a request without an answer
 * @param outcomes how each ended
 */
@SuppressWarnings("ArrayRecordComponent") // columns, read only, compared by no one
public record RequestSamples(String request, long[] startMillis, long[] durationMicros, Outcome[] outcomes) {

    public RequestSamples {
        if (startMillis.length != durationMicros.length || startMillis.length != outcomes.length) {
            throw new IllegalArgumentException("columns must be of one length: startMillis=" + startMillis.length
                    + ", durationMicros=" + durationMicros.length + ", outcomes=" + outcomes.length);
        }
    }

    /**
     * The requests of one process. If some of them began outside this period, because the clock of another machine
     * differs, all are shifted by the same time, so that the first one begins with the period.
     *
     * @param fromMillis earliest possible start, Unix time
     * @param untilMillis latest possible start, Unix time
     */
    public static List<RequestSamples> within(List<RequestSamples> ofProcess, long fromMillis, long untilMillis) {
        LongSummaryStatistics starts = ofProcess.stream()
                .flatMapToLong(samples -> Arrays.stream(samples.startMillis()))
                .summaryStatistics();
        boolean within = starts.getMin() >= fromMillis && starts.getMax() <= untilMillis;
        long later = within || starts.getCount() == 0 ? 0 : fromMillis - starts.getMin();
        return later == 0
                ? ofProcess
                : ofProcess.stream()
                        .map(samples -> samples.startingLater(later))
                        .toList();
    }

    private RequestSamples startingLater(long millis) {
        long[] moved = Arrays.stream(startMillis).map(start -> start + millis).toArray();
        return new RequestSamples(request, moved, durationMicros, outcomes);
    }

    /** Number of requests. */
    public int size() {
        return outcomes.length;
    }

    /** When request {@code index} ended, Unix time in milliseconds, rounded to the nearest. */
    public long endMillis(int index) {
        return startMillis[index] + (durationMicros[index] + 500) / 1_000;
    }
}

package wse.measure;

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

    /** Number of requests. */
    public int size() {
        return outcomes.length;
    }

    /** When request {@code index} ended, Unix time in milliseconds, rounded to the nearest. */
    public long endMillis(int index) {
        return startMillis[index] + (durationMicros[index] + 500) / 1_000;
    }
}

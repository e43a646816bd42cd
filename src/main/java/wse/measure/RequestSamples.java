package wse.measure;

/**
 * Single requests of a tier, handed over so that another tool's report can show them too: column by column, so that a
 * million of them costs a few arrays. All columns have one entry per request.
 *
 * @param request name of the request, as in {@code "ping"}
 * @param startMillis when each began, Unix time in milliseconds
 * @param durationMicros how long each took; a request without an answer carries its time-out
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

    /** How many requests. */
    public int size() {
        return outcomes.length;
    }

    /** When request {@code index} ended, Unix time in milliseconds, rounded to the nearest. */
    public long endMillis(int index) {
        return startMillis[index] + (durationMicros[index] + 500) / 1_000;
    }
}

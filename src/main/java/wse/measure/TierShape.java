package wse.measure;

/**
 * What a tier was asked to do, as the report labels it; null wherever it does not apply to the test.
 *
 * @param connections connections asked for
 * @param schedule {@code "closed"} (the next ping waits for the pong) or {@code "open"} (a fixed rate)
 * @param pingsPerSecond per connection, on an open schedule
 * @param payloadBytes of one message
 * @param format of the messages: {@code json}, {@code msgpack} or {@code zlib}
 * @param flood how the flood was shaped
 */
public record TierShape(
        int connections,
        String schedule,
        Double pingsPerSecond,
        Integer payloadBytes,
        String format,
        FloodShape flood) {

    /** Of a tier without a flood. */
    public TierShape(int connections, String schedule, Double pingsPerSecond, Integer payloadBytes, String format) {
        this(connections, schedule, pingsPerSecond, payloadBytes, format, null);
    }

    public static TierShape of(int connections) {
        return new TierShape(connections, null, null, null, null);
    }
}

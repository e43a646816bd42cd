package wse.measure;

import wse.config.Format;

/**
 * What a tier was asked to do, as the report labels it; null wherever it does not apply to the test.
 *
 * @param connections connections asked for
 * @param schedule {@code "closed"} (the next ping waits for the pong) or {@code "open"} (a fixed rate)
 * @param pingsPerSecond per connection, on an open schedule
 * @param payloadBytes of one message
 * @param format of the messages
 * @param flood how the flood was shaped
 * @param sourceAddresses how many local addresses the connections come from, in a search
 */
public record TierShape(
        int connections,
        String schedule,
        Double pingsPerSecond,
        Integer payloadBytes,
        Format format,
        FloodShape flood,
        Integer sourceAddresses) {

    /** Of a tier that is no step of a search. */
    public TierShape(
            int connections,
            String schedule,
            Double pingsPerSecond,
            Integer payloadBytes,
            Format format,
            FloodShape flood) {
        this(connections, schedule, pingsPerSecond, payloadBytes, format, flood, null);
    }

    /** Of a tier without a flood. */
    public TierShape(int connections, String schedule, Double pingsPerSecond, Integer payloadBytes, Format format) {
        this(connections, schedule, pingsPerSecond, payloadBytes, format, null);
    }

    /** Of a step of a search. */
    public static TierShape ofStep(int connections, int sourceAddresses) {
        return new TierShape(connections, null, null, null, null, null, sourceAddresses);
    }

    public static TierShape of(int connections) {
        return new TierShape(connections, null, null, null, null);
    }
}

package wse.config;

/**
 * The search for the largest number of connections that a server can hold.
 *
 * @param maxConnections connections of the largest step: {@code wse.maxConnections}
 * @param firstStep connections of the first step: {@code wse.firstStep}
 * @param resolution gap between the last good and the first bad step at which the search ends: {@code wse.limitResolution}
 * @param sharePercent percentage of a step's connections that must answer for the step to be good: {@code wse.limitShare}
 * @param reconnect whether each step closes all connections and opens them again: {@code wse.reconnect}
 * @param minConnections the run fails if the limit is lower: {@code wse.minConnections}
 */
public record LimitConfig(
        int maxConnections, int firstStep, int resolution, double sharePercent, boolean reconnect, int minConnections) {

    static LimitConfig of(Values values) {
        return new LimitConfig(
                values.get(Settings.MAX_CONNECTIONS),
                values.get(Settings.FIRST_STEP),
                values.get(Settings.LIMIT_RESOLUTION),
                values.get(Settings.LIMIT_SHARE),
                values.get(Settings.RECONNECT),
                values.get(Settings.MIN_CONNECTIONS));
    }
}

package wse.config;

/**
 * The search for the most connections a server holds.
 *
 * @param maxConnections of the largest step: {@code wse.maxConnections}
 * @param firstStep connections of the first one: {@code wse.firstStep}
 * @param resolution gap between good and bad that ends the search: {@code wse.limitResolution}
 * @param sharePercent of a step's connections that must answer for it to be good: {@code wse.limitShare}
 * @param reconnect whether each step connects everything anew: {@code wse.reconnect}
 * @param minConnections the run is red if fewer are reached: {@code wse.minConnections}
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

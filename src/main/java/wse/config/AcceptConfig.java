package wse.config;

/**
 * The limits that the Gatling assertions check. They decide the exit code.
 *
 * @param maxFailedPercent percentage of connection attempts, pings and flood confirmations that may fail:
 *     {@code wse.maxFailedPercent}
 * @param minSurvivalPercent percentage of held connections that must survive: {@code wse.minSurvivalPercent}
 */
public record AcceptConfig(double maxFailedPercent, double minSurvivalPercent) {

    /** Accepts any number of failures, as in a search for the connection limit, which looks for them. */
    public static final AcceptConfig ANYTHING = new AcceptConfig(100, 0);

    static AcceptConfig of(Values values) {
        return new AcceptConfig(
                values.get(GateSettings.MAX_FAILED_PERCENT), values.get(GateSettings.MIN_SURVIVAL_PERCENT));
    }
}

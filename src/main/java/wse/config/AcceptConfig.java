package wse.config;

/**
 * What the Gatling assertions accept, and so what the exit code means.
 *
 * @param maxFailedPercent of connection attempts, pings and floods' confirmations: {@code wse.maxFailedPercent}
 * @param minSurvivalPercent of held connections: {@code wse.minSurvivalPercent}
 */
public record AcceptConfig(double maxFailedPercent, double minSurvivalPercent) {

    static AcceptConfig of(Values values) {
        return new AcceptConfig(values.get(Settings.MAX_FAILED_PERCENT), values.get(Settings.MIN_SURVIVAL_PERCENT));
    }
}

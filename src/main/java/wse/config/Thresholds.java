package wse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions that a run must meet, as its settings say. They decide the exit code and can be read again from the
 * settings in {@code results.json}.
 *
 * @param maxP99 {@code wse.maxP99}
 * @param minRate connections or confirmed messages per second: {@code wse.minRate}
 * @param maxRegressionPercent {@code wse.maxRegression}
 * @param failOnSuspect {@code wse.failOnSuspect}
 * @param maxFailedPercent {@code wse.maxFailedPercent}
 * @param minSurvivalPercent {@code wse.minSurvivalPercent}
 * @param minConnections {@code wse.minConnections}
 */
public record Thresholds(
        Optional<LatencyLimits> maxP99,
        Optional<Double> minRate,
        Optional<Double> maxRegressionPercent,
        boolean failOnSuspect,
        Optional<Double> maxFailedPercent,
        Optional<Double> minSurvivalPercent,
        Optional<Integer> minConnections) {

    /** @param config the effective settings of a run, by key; values that this version does not accept are ignored */
    public static Thresholds of(Map<String, String> config) {
        return new Thresholds(
                value(config, GateSettings.MAX_P99),
                value(config, GateSettings.MIN_RATE),
                value(config, GateSettings.MAX_REGRESSION),
                value(config, GateSettings.FAIL_ON_SUSPECT).orElse(false),
                value(config, GateSettings.MAX_FAILED_PERCENT),
                value(config, GateSettings.MIN_SURVIVAL_PERCENT),
                value(config, GateSettings.MIN_CONNECTIONS));
    }

    private static <T> Optional<T> value(Map<String, String> config, Setting<T> setting) {
        try {
            return Optional.ofNullable(config.get(setting.key()))
                    .map(text -> setting.kind().parse().apply(text));
        } catch (IllegalArgumentException | ArithmeticException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /**
     * The rules that simulations do not assert themselves, as in {@code wse.maxP99=50ms}. The requests in Gatling's report
     * that show whether a rule is met have the same name.
     */
    public static List<String> rules(Map<String, String> config) {
        Thresholds thresholds = of(config);
        List<String> rules = new ArrayList<>();
        thresholds.maxP99.ifPresent(limit -> rules.add(rule(GateSettings.MAX_P99, config)));
        thresholds.minRate.ifPresent(rate -> rules.add(rule(GateSettings.MIN_RATE, config)));
        thresholds.maxRegressionPercent.ifPresent(percent -> rules.add(rule(GateSettings.MAX_REGRESSION, config)));
        if (thresholds.failOnSuspect) {
            rules.add(rule(GateSettings.FAIL_ON_SUSPECT, config));
        }
        return rules;
    }

    /** A setting as the user has given it. */
    public static String rule(Setting<?> setting, Map<String, String> config) {
        return setting.key() + "=" + config.get(setting.key());
    }
}

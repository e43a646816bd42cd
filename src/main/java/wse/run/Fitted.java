package wse.run;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import wse.config.Config;
import wse.config.SearchSettings;
import wse.config.Setting;
import wse.config.Settings;
import wse.config.SuiteProfile;
import wse.config.SuiteSettings;
import wse.config.TestKind;
import wse.run.crew.MachineCheck;
import wse.text.Units;

/**
 * The settings of a run without the tiers of a full suite that are too large for this machine. Tiers that the user has chosen are
 * never left out.
 *
 * @param notCarried which tiers were left out, and why; empty if none
 */
record Fitted(Config config, Optional<String> notCarried) {

    /** @param targets addresses that the run connects to; empty for a server that the run starts */
    static Fitted of(Config config, List<InetSocketAddress> targets) {
        boolean full = config.find(SuiteSettings.SUITE)
                .filter(profile -> profile == SuiteProfile.FULL)
                .isPresent();
        Config fitting = config;
        Optional<String> reason = Optional.empty();
        while (full && !config.isGiven(setting(config)) && !isSmallest(fitting)) {
            Optional<String> failure = MachineCheck.failure(fitting, targets);
            if (failure.isEmpty()) {
                break;
            }
            reason = failure;
            fitting = fitting.withDefault(setting(config), smaller(fitting));
        }
        String missing = missing(config, fitting);
        return new Fitted(fitting, reason.map(why -> missing + " connections (" + why + ")"));
    }

    private static Setting<?> setting(Config config) {
        return isSearch(config) ? SearchSettings.MAX_CONNECTIONS : Settings.TIERS;
    }

    private static boolean isSearch(Config config) {
        return config.test() == TestKind.CONNECTION_LIMIT;
    }

    private static boolean isSmallest(Config config) {
        return isSearch(config)
                ? largest(config) <= config.get(SearchSettings.FIRST_STEP)
                : config.tiers().size() == 1;
    }

    private static int largest(Config config) {
        return Collections.max(config.tiers());
    }

    /** Without the largest tier, or with half of the largest step. */
    private static String smaller(Config config) {
        int largest = largest(config);
        return isSearch(config)
                ? String.valueOf(Math.max(config.get(SearchSettings.FIRST_STEP), largest / 2))
                : config.tiers().stream()
                        .filter(tier -> tier < largest)
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
    }

    private static String missing(Config planned, Config fitting) {
        if (isSearch(planned)) {
            return "more than " + Units.count(largest(fitting));
        }
        List<Integer> kept = fitting.tiers();
        return planned.tiers().stream()
                .filter(tier -> !kept.contains(tier))
                .map(tier -> Units.count(tier))
                .collect(Collectors.joining(", "));
    }
}

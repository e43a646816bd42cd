package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.LiveSettings.ADDRESS;
import static wse.config.LiveSettings.OTLP;
import static wse.config.LiveSettings.OTLP_HEADERS;
import static wse.config.LiveSettings.OTLP_INTERVAL;
import static wse.config.LiveSettings.PORT;

import java.util.List;

/** Checks the settings of the live figures for values that are allowed individually but not together. */
final class LiveContradictions {

    private LiveContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(Values values) {
        refuse(
                values.isGiven(ADDRESS) && !values.isGiven(PORT),
                () -> "wse.live.address has no effect without wse.live.port: " + values.asGiven(ADDRESS)
                        + "; give wse.live.port too or leave it out");
        for (Setting<?> setting : List.of(OTLP_HEADERS, OTLP_INTERVAL)) {
            refuse(
                    values.isGiven(setting) && !values.isGiven(OTLP),
                    () -> setting.key() + " has no effect without wse.live.otlp: " + values.asGiven(setting)
                            + "; give wse.live.otlp too or leave it out");
        }
        LiveConfig.of(values);
    }
}

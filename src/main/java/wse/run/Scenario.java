package wse.run;

import java.time.Duration;
import java.util.Optional;
import wse.config.CodeSettings;
import wse.config.Config;
import wse.dialect.Dialect;
import wse.run.target.EngineTransport;
import wse.text.Plain;

/**
 * The checked settings of a simulation that a user has written. Created before Gatling creates the directory of its
 * report. Immutable.
 *
 * @param dialect the protocol as an object; empty for the one in the settings
 * @param longest how long the scenario may take, for tokens that expire
 */
public record Scenario(Config config, Optional<Dialect> dialect, Duration longest, GatlingReport gatlingReport) {

    /**
     * Checks the settings. On bad input, prints one sentence and ends the process with status 1, because Gatling would print a
     * stack trace.
     *
     * @param code what the simulation itself gives
     * @param simulation its class name
     */
    public static Scenario of(CodeSettings code, Optional<Dialect> dialect, Duration longest, String simulation) {
        return ProcessEdge.orExit(() -> {
            Config config = code.config(simulation);
            EngineTransport.required(config);
            Optional<Dialect> own = dialect.filter(given -> !config.target().isDescribed());
            return new Scenario(
                    own.map(Dialect::name).map(config::speaking).orElse(config),
                    own,
                    longest,
                    GatlingReport.of(simulation));
        });
    }

    /** A sentence as it may be shown. */
    String shown(String words) {
        return Plain.printable(config.redact(words));
    }
}

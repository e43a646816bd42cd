package wse.gatling.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import wse.config.CodeSettings;
import wse.dialect.Dialect;

/**
 * The values given to a protocol builder, as settings with the same meaning. {@code WseProtocolBuilder} documents each
 * of them. Immutable.
 *
 * @param dialect the protocol as an object; empty for the one in the settings
 * @param longest how long the scenario may take, for tokens that expire
 */
public record WseSettings(CodeSettings code, Optional<Dialect> dialect, Duration longest) {

    /** The echo dialect at 127.0.0.1, port 5006, for at most an hour. */
    public static final WseSettings DEFAULT = new WseSettings(
            new CodeSettings(Map.of(
                    "wse.host", "127.0.0.1",
                    "wse.port", "5006",
                    "wse.dialect", "echo",
                    "wse.pongTimeout", "10s")),
            Optional.empty(),
            Duration.ofHours(1));

    public WseSettings {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(longest, "longest");
    }

    /**
     * A copy with another value of a setting.
     *
     * @throws IllegalArgumentException if the setting does not accept the value
     */
    public WseSettings with(String key, String text) {
        return new WseSettings(code.with(key, text), dialect, longest);
    }

    /** A copy with a protocol that the settings name. */
    public WseSettings speaking(String key, String text) {
        return new WseSettings(code.with(key, text), Optional.empty(), longest);
    }

    /** A copy with a protocol that is an object. */
    public WseSettings speaking(Dialect other) {
        return new WseSettings(
                code.with("wse.dialect", "echo").without("wse.secret", "wse.token"), Optional.of(other), longest);
    }

    /** A copy for a scenario that may take another time. */
    public WseSettings lasting(Duration other) {
        return new WseSettings(code, dialect, other);
    }
}

package wse.dialect;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import wse.config.Direction;
import wse.config.Secret;

/**
 * What a run tells a protocol. It travels to worker processes and agents, each of which makes the dialect from it by its own
 * provider, so all of them say the same. Immutable.
 *
 * @param path {@code wse.path}: path and query of the upgrade request; empty for the dialect's own
 * @param secret {@code wse.secret}: signs tokens; empty for protocols that send none
 * @param token {@code wse.token}: a ready token, to be sent instead of a signed one
 * @param floodDirection {@code wse.direction} in tests that flood; empty in others
 * @param startedAt when the run began, for tokens that expire
 * @param options {@code wse.dialect.NAME=VALUE}: settings of the protocol itself, by name
 */
public record DialectContext(
        Optional<String> path,
        Optional<Secret> secret,
        Optional<Secret> token,
        Optional<Direction> floodDirection,
        Instant startedAt,
        Map<String, String> options) {

    public DialectContext {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(floodDirection, "floodDirection");
        Objects.requireNonNull(startedAt, "startedAt");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Nothing but the time: the dialect's own path, and no token. */
    public static DialectContext at(Instant startedAt) {
        return new DialectContext(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), startedAt, Map.of());
    }

    /** With this path and query. */
    public DialectContext withPath(String other) {
        return new DialectContext(Optional.of(other), secret, token, floodDirection, startedAt, options);
    }

    /** With a secret that signs tokens. */
    public DialectContext withSecret(String other) {
        return new DialectContext(path, Optional.of(new Secret(other)), token, floodDirection, startedAt, options);
    }

    /** With a ready token. */
    public DialectContext withToken(String other) {
        return new DialectContext(path, secret, Optional.of(new Secret(other)), floodDirection, startedAt, options);
    }

    /** For a flood in this direction. */
    public DialectContext withFloodDirection(Direction other) {
        return new DialectContext(path, secret, token, Optional.of(other), startedAt, options);
    }

    /** The names of the options only: a value may be a password. */
    @Override
    public String toString() {
        return "path " + path.orElse("of the dialect") + ", flood direction "
                + floodDirection.map(Direction::label).orElse("none") + ", options " + options.keySet();
    }
}

package wse.dialect;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import wse.config.Corpus;
import wse.config.Direction;
import wse.config.RequestConfig;
import wse.config.Secret;
import wse.config.Users;

/**
 * The part of a run's configuration that concerns the protocol. It is sent to worker processes and agents, which create the
 * dialect from it with their own provider, so that all of them speak in the same way. Immutable.
 *
 * @param path {@code wse.path}: path and query of the upgrade request; empty for the dialect's default
 * @param secret {@code wse.secret}: signs tokens; empty for protocols that send none
 * @param token {@code wse.token}: an existing token, to be sent instead of a newly signed one
 * @param floodDirection {@code wse.direction} in tests that flood; empty in others
 * @param startedAt when the run began, for tokens that expire
 * @param longest the longest time that the run can take without the steps of a search, for tokens that expire
 * @param options {@code wse.dialect.NAME=VALUE}: settings of the protocol itself, by name
 * @param users {@code wse.users}: the identity of each connection; {@link Users#NONE} if there is no such file
 * @param script {@code wse.script}: the file that describes the protocol; empty for protocols that are classes
 * @param request {@code wse.header.NAME} and similar settings, which are added to each request of the protocol
 * @param corpus {@code wse.corpus}: messages that floods send instead of the protocol's own
 */
public record DialectContext(
        Optional<String> path,
        Optional<Secret> secret,
        Optional<Secret> token,
        Optional<Direction> floodDirection,
        Instant startedAt,
        Duration longest,
        Map<String, String> options,
        Users users,
        Optional<Script> script,
        RequestConfig request,
        Optional<Corpus> corpus) {

    public DialectContext {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(floodDirection, "floodDirection");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(longest, "longest");
        Objects.requireNonNull(users, "users");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(corpus, "corpus");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** A context with nothing but the start time: the dialect's default path, no secret and no token. */
    public static DialectContext at(Instant startedAt) {
        return new DialectContext(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                startedAt,
                Duration.ZERO,
                Map.of(),
                Users.NONE,
                Optional.empty(),
                RequestConfig.NONE,
                Optional.empty());
    }

    /** A copy with this path and query. */
    public DialectContext withPath(String other) {
        return new DialectContext(
                Optional.of(other),
                secret,
                token,
                floodDirection,
                startedAt,
                longest,
                options,
                users,
                script,
                request,
                corpus);
    }

    /** A copy with a secret that signs tokens. */
    public DialectContext withSecret(String other) {
        return new DialectContext(
                path,
                Optional.of(new Secret(other)),
                token,
                floodDirection,
                startedAt,
                longest,
                options,
                users,
                script,
                request,
                corpus);
    }

    /** A copy with an existing token. */
    public DialectContext withToken(String other) {
        return new DialectContext(
                path,
                secret,
                Optional.of(new Secret(other)),
                floodDirection,
                startedAt,
                longest,
                options,
                users,
                script,
                request,
                corpus);
    }

    /** A copy for a flood in this direction. */
    public DialectContext withFloodDirection(Direction other) {
        return new DialectContext(
                path, secret, token, Optional.of(other), startedAt, longest, options, users, script, request, corpus);
    }

    /** A copy for a run that takes at most this long. */
    public DialectContext withLongest(Duration other) {
        return new DialectContext(
                path, secret, token, floodDirection, startedAt, other, options, users, script, request, corpus);
    }

    /** A copy with an identity for each connection. */
    public DialectContext withUsers(Users other) {
        return new DialectContext(
                path, secret, token, floodDirection, startedAt, longest, options, other, script, request, corpus);
    }

    /** A copy for a protocol that a file describes. */
    public DialectContext withScript(Script other) {
        return new DialectContext(
                path,
                secret,
                token,
                floodDirection,
                startedAt,
                longest,
                options,
                users,
                Optional.of(other),
                request,
                corpus);
    }

    /** A copy with additions to each request. */
    public DialectContext withRequest(RequestConfig other) {
        return new DialectContext(
                path, secret, token, floodDirection, startedAt, longest, options, users, script, other, corpus);
    }

    /** A copy with messages for floods. */
    public DialectContext withCorpus(Corpus other) {
        return new DialectContext(
                path,
                secret,
                token,
                floodDirection,
                startedAt,
                longest,
                options,
                users,
                script,
                request,
                Optional.of(other));
    }

    /** Omits a given path, which may contain a token, and the values of options, which may be passwords. */
    @Override
    public String toString() {
        return "path " + path.map(given -> "as given").orElse("of the dialect") + ", flood direction "
                + floodDirection.map(Direction::label).orElse("none") + ", options " + options.keySet()
                + ", " + users;
    }
}

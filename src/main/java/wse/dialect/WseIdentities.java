package wse.dialect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import wse.config.Secret;
import wse.config.Users;

/**
 * The token of each connection to a WSE server: one for all of them, or one for each user of {@code wse.users}. Immutable
 * and thread-safe.
 *
 * @param token the token of the connection with this index within its tier
 * @param differ whether it depends on the index
 * @param renewal signs new tokens; empty if they were given
 */
record WseIdentities(IntFunction<String> token, boolean differ, Optional<Renewal> renewal) {

    /** A column with finished tokens. */
    private static final String TOKEN = "token";

    /** Columns with the subjects of tokens that the client signs. */
    private static final List<String> SUBJECTS = List.of("sub", "user");

    /** Longer than any run, but short enough for the expiry date of a token. */
    private static final Duration LONGEST_RUN = Duration.ofDays(3650);

    /**
     * A token is valid for this much longer than the run, or the step of a search, can take. This covers the time before the
     * first tier and between tiers, when processes start and results are saved, and differences between clocks.
     */
    static final Duration TOKEN_MARGIN = Duration.ofMinutes(10);

    /** Signs new tokens for the same users. */
    interface Renewal {

        WseIdentities from(Instant now, Duration longest);
    }

    /** The same finished token for all connections. */
    static WseIdentities of(String token) {
        return new WseIdentities(user -> token, false, Optional.empty());
    }

    /** @throws IllegalArgumentException if the context has neither a secret nor tokens; the message is shown to the user */
    static WseIdentities of(DialectContext context) {
        if (context.token().isPresent()) {
            return of(context.token().get().reveal());
        }
        return context.users().isEmpty()
                ? signed(secret(context), context.startedAt(), context.longest())
                : ofUsers(context);
    }

    private static Secret secret(DialectContext context) {
        return context.secret()
                .orElseThrow(() -> new IllegalArgumentException("this protocol needs a secret or a token; give one"));
    }

    private static WseIdentities signed(Secret secret, Instant now, Duration longest) {
        String token = new Jwt(secret.reveal(), InstantSource.fixed(now)).issue(Jwt.BENCH_USER, lifetime(longest));
        return new WseIdentities(
                user -> token, false, Optional.of((later, duration) -> signed(secret, later, duration)));
    }

    private static WseIdentities ofUsers(DialectContext context) {
        Users users = context.users();
        if (users.has(TOKEN)) {
            int column = users.column(TOKEN);
            users.requireAll(
                    column,
                    WseIdentities::mayBeToken,
                    "must consist of printable ASCII characters without spaces, commas, semicolons, quotes and backslashes");
            return new WseIdentities(user -> users.value(user, column), true, Optional.empty());
        }
        int subject = SUBJECTS.stream()
                .filter(users::has)
                .findFirst()
                .map(users::column)
                .orElseThrow(() -> new IllegalArgumentException(
                        "wse.users must have a column token, or a column sub or user with the subjects of tokens to sign:"
                                + " its columns are " + String.join(", ", users.columns()) + "; rename a column"));
        users.requireAll(subject, value -> !value.isBlank(), "must not be empty");
        return signed(users, subject, secret(context), context.startedAt(), context.longest());
    }

    private static WseIdentities signed(Users users, int column, Secret secret, Instant now, Duration longest) {
        TokenSeries series = new Jwt(secret.reveal(), InstantSource.fixed(now)).series(lifetime(longest));
        return new WseIdentities(
                user -> series.token(users.value(user, column)),
                true,
                Optional.of((later, duration) -> signed(users, column, secret, later, duration)));
    }

    private static Duration lifetime(Duration longest) {
        return (longest.compareTo(LONGEST_RUN) < 0 ? longest : LONGEST_RUN).plus(TOKEN_MARGIN);
    }

    /** The same rule as for {@code wse.token}: the token is sent in a header and a cookie (RFC 6265 section 4.1.1). */
    private static boolean mayBeToken(String token) {
        for (int i = 0; i < token.length(); i++) {
            char each = token.charAt(i);
            if (each <= ' ' || each > '~' || each == ',' || each == ';' || each == '"' || each == '\\') {
                return false;
            }
        }
        return !token.isEmpty();
    }
}

package wse.server;

import java.time.InstantSource;
import wse.dialect.Jwt;
import wse.dialect.ServerMessages;
import wse.dialect.TokenVerdicts;

/** Everything that the connections of one server share. Immutable except for the counters; thread-safe. */
record Service(
        ServerOptions options,
        InstantSource time,
        Counters counters,
        PendingHandshakes pending,
        ServerMessages messages,
        Closing closing,
        TokenVerdicts tokens) {

    ServerDialect dialect() {
        return options.speech().dialect();
    }

    static Service of(ServerOptions options, InstantSource time) {
        Jwt jwt = new Jwt(options.speech().secret(), time);
        ServerOptions.Limits limits = options.limits();
        return new Service(
                options,
                time,
                new Counters(),
                new PendingHandshakes(),
                new ServerMessages(
                        options.speech().form(),
                        limits.maxMessageBytes(),
                        limits.pingInterval().toMillis()),
                Closing.of(options.speech().form()),
                new TokenVerdicts(jwt, time, options.speech().rememberTokens()));
    }
}

package wse.server;

import java.util.Locale;
import java.util.Optional;

/** The protocol that a {@link ReferenceServer} speaks over its WebSocket connections. */
public enum ServerDialect {
    /** That of wse-server: with tokens, a greeting, application pings, and a {@link Duty} that the client chooses. */
    WSE {
        @Override
        public String path() {
            return "/wse";
        }

        @Override
        boolean serves(String path) {
            return path.equals(path());
        }

        @Override
        Optional<Duty> duty(String requestTarget) {
            return Duty.of(requestTarget);
        }

        @Override
        boolean hasMessages() {
            return true;
        }
    },
    /**
     * None: every client is let in, on any path and without a token, and every text and binary message is sent back. The
     * server sends no message of its own. Ping frames keep connections alive, and a pong shows that the client is alive.
     */
    ECHO {
        @Override
        public String path() {
            return "/";
        }

        @Override
        boolean serves(String path) {
            return true;
        }

        @Override
        Optional<Duty> duty(String requestTarget) {
            return Optional.of(Duty.ECHO);
        }

        @Override
        boolean hasMessages() {
            return false;
        }
    };

    /** The path that clients should ask for. */
    public abstract String path();

    /** Whether connections to this path, which has no query, are accepted. */
    abstract boolean serves(String path);

    /** The duty for connections with this request target; empty if it asks for an unknown one. */
    abstract Optional<Duty> duty(String requestTarget);

    /** Whether the protocol has tokens, greetings and pings of its own. */
    abstract boolean hasMessages();

    /** The name as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

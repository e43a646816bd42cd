package wse.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server does with data messages that are neither application pings nor hellos. The client chooses it in the query
 * of its upgrade request.
 */
enum Duty {
    /** Messages are read and counted. */
    NONE {
        @Override
        Flooder flooder(ServerConnection connection) {
            return Flooder.IDLE;
        }
    },
    /** Each message is sent back unchanged. */
    ECHO {
        @Override
        Flooder flooder(ServerConnection connection) {
            return new Echoer(connection);
        }
    },
    /** The first message is sent over and over, as fast as the socket takes it, until the client's next application ping. */
    SEND {
        @Override
        Flooder flooder(ServerConnection connection) {
            return new Sender(connection);
        }
    };

    private static final String PARAMETER = "duty=";

    /** Creates the object that carries out this duty for a connection. */
    abstract Flooder flooder(ServerConnection connection);

    /** The duty that a request target asks for, or {@link #NONE} if it asks for none; empty if the duty is unknown. */
    static Optional<Duty> of(String requestTarget) {
        int query = requestTarget.indexOf('?');
        if (query < 0 || requestTarget.indexOf(PARAMETER, query) < 0) {
            return Optional.of(NONE);
        }
        return Arrays.stream(requestTarget.substring(query + 1).split("&"))
                .filter(parameter -> parameter.startsWith(PARAMETER))
                .findFirst()
                .map(parameter -> named(parameter.substring(PARAMETER.length())))
                .orElse(Optional.of(NONE));
    }

    private static Optional<Duty> named(String label) {
        return Arrays.stream(values())
                .filter(duty -> duty.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst();
    }
}

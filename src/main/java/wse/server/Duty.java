package wse.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the client wants done with its data messages that are neither ping nor hello; asked for in the upgrade's query. */
enum Duty {
    /** They are read and counted. */
    NONE {
        @Override
        Flooder flooder(Connection connection) {
            return Flooder.IDLE;
        }
    },
    /** Each is sent back as it came. */
    ECHO {
        @Override
        Flooder flooder(Connection connection) {
            return new Echoer(connection);
        }
    },
    /** The first is sent again and again, as fast as the socket takes it, until the client's next application ping. */
    SEND {
        @Override
        Flooder flooder(Connection connection) {
            return new Sender(connection);
        }
    };

    private static final String PARAMETER = "duty=";

    /** Who carries it out on a connection. */
    abstract Flooder flooder(Connection connection);

    /** The duty that a request target asks for, {@link #NONE} if it does not ask; empty if there is no such duty. */
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

package wse.run.live;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;
import wse.text.Plain;

/** Says why a request of the JDK's HTTP client has failed: its own exceptions do not explain the commonest reasons. Pure. */
final class HttpFailure {

    private HttpFailure() {}

    /** Whether nothing listens on the port. */
    static boolean isRefused(Throwable failure) {
        return has(failure, ConnectException.class) && !isUnknownHost(failure);
    }

    private static boolean isUnknownHost(Throwable failure) {
        return has(failure, UnresolvedAddressException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    static String words(Throwable failure) {
        if (isUnknownHost(failure)) {
            return "the host is unknown";
        }
        if (isRefused(failure)) {
            return "the connection was refused";
        }
        Throwable innermost = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : Plain.brief(innermost.getMessage());
    }
}

package wse.load;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.dialect.CloseMeaning;
import wse.dialect.Dialect;
import wse.engine.Connection;
import wse.engine.Disconnect;
import wse.engine.HttpRefusal;
import wse.measure.Outcome;
import wse.measure.OutcomeDetail;

/** Translates the reason why a connection ended into an outcome, which is a row of the report. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * The outcome of a connection that ended for this reason.
     *
     * @param dialect knows what a close code means
     */
    public static Outcome of(Disconnect why, Dialect dialect) {
        return switch (why.kind()) {
            case REFUSED -> Outcome.CONNECT_REFUSED;
            case CONNECT_TIMEOUT -> Outcome.CONNECT_TIMEOUT;
            case UNREACHABLE -> Outcome.UNREACHABLE;
            case NO_LOCAL_PORT -> Outcome.NO_LOCAL_PORT;
            case NO_DESCRIPTOR -> Outcome.NO_DESCRIPTOR;
            case NO_MEMORY -> Outcome.NO_MEMORY;
            case REJECTED -> Outcome.handshakeRejected(why.code());
            case CLOSED_BY_PEER -> closed(why.code(), dialect);
            case RESET -> Outcome.RESET;
            case NOT_HTTP, PROTOCOL_ERROR -> Outcome.PROTOCOL_ERROR;
            case CLIENT_LIMIT -> Outcome.CLIENT_LIMIT;
            case PROXY_UNREACHABLE -> Outcome.PROXY_UNREACHABLE;
            case PROXY_REJECTED -> Outcome.proxyRejected(why.code());
            case PROXY_TIMEOUT -> Outcome.PROXY_TIMEOUT;
            case PROXY_FAILED -> Outcome.PROXY_FAILED;
            case CERTIFICATE_NOT_TRUSTED -> Outcome.CERTIFICATE_NOT_TRUSTED;
            case CERTIFICATE_EXPIRED -> Outcome.CERTIFICATE_EXPIRED;
            case CERTIFICATE_WRONG_NAME -> Outcome.CERTIFICATE_WRONG_NAME;
            case CLIENT_CERTIFICATE_REQUIRED -> Outcome.CLIENT_CERTIFICATE_REQUIRED;
            case CLIENT_CERTIFICATE_REFUSED -> Outcome.CLIENT_CERTIFICATE_REFUSED;
            case TLS_MISMATCH, TLS_FAILED -> Outcome.TLS_FAILED;
            case CLOSED_BY_US -> Outcome.ABORTED;
            case INTERNAL_ERROR -> Outcome.INTERNAL_ERROR;
            case IO_ERROR -> Outcome.IO_ERROR;
        };
    }

    /**
     * Details about a connection that ended for this reason, for people to read.
     *
     * @param dialect knows what a close code means
     */
    public static OutcomeDetail detail(Disconnect why, Dialect dialect) {
        String text = switch (why.kind()) {
            case CLOSED_BY_PEER -> closeReason(why, dialect);
            case CLOSED_BY_US -> "";
            case CONNECT_TIMEOUT, PROXY_TIMEOUT -> why.detail() + " (wse.connectTimeout)";
            case CLIENT_LIMIT -> why.detail() + "; wse.maxMessageSize sets this limit";
            default -> why.detail();
        };
        return new OutcomeDetail(text, why.refusal().flatMap(HttpRefusal::retryAfter));
    }

    /** The server's own words, and what the code means in the protocol; empty if neither is known. */
    static String closeReason(Disconnect why, Dialect dialect) {
        String words = why.detail().isEmpty() ? "" : "close reason \"" + why.detail() + '"';
        String meaning =
                dialect.closeMeaning(why.code()).map(CloseMeaning::words).orElse("");
        return Stream.of(words, meaning).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    /** Describes what was missing when a connection was not ready within the time-out. */
    static OutcomeDetail notReady(Connection connection, Duration timeout) {
        String begun = connection.upgradeSoFar();
        String missing = connection.isOpen()
                ? "the login was not complete"
                : begun.isEmpty()
                        ? "the upgrade was not answered"
                        : "the response to the upgrade was not complete: " + begun;
        return new OutcomeDetail(missing + " within " + timeout.toMillis() + " ms (wse.readyTimeout)");
    }

    private static Outcome closed(int code, Dialect dialect) {
        boolean refused = dialect.closeMeaning(code).map(CloseMeaning::refusal).orElse(false);
        return refused ? Outcome.AUTH_REJECTED : Outcome.closedByServer(code);
    }
}

package wse.engine;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import wse.engine.Disconnect.Kind;

/**
 * Translates exceptions of the transports into {@link Disconnect}s. The native transports report an error number, always in
 * the message but seldom in a field; the JDK reports a type, or only the operating system's text.
 */
final class Failures {

    private static final Pattern ERRNO = Pattern.compile("error\\(-(\\d+)\\)");

    /** Linux's error numbers (asm-generic/errno.h), because the native transports exist only on Linux. */
    private static final Map<Integer, Kind> BY_ERRNO = Map.ofEntries(
            Map.entry(111, Kind.REFUSED), // ECONNREFUSED
            Map.entry(110, Kind.CONNECT_TIMEOUT), // ETIMEDOUT
            Map.entry(100, Kind.UNREACHABLE), // ENETDOWN
            Map.entry(101, Kind.UNREACHABLE), // ENETUNREACH
            Map.entry(112, Kind.UNREACHABLE), // EHOSTDOWN
            Map.entry(113, Kind.UNREACHABLE), // EHOSTUNREACH
            Map.entry(98, Kind.NO_LOCAL_PORT), // EADDRINUSE
            Map.entry(99, Kind.NO_LOCAL_PORT), // EADDRNOTAVAIL
            Map.entry(23, Kind.NO_DESCRIPTOR), // ENFILE
            Map.entry(24, Kind.NO_DESCRIPTOR), // EMFILE
            Map.entry(12, Kind.NO_MEMORY), // ENOMEM
            Map.entry(105, Kind.NO_MEMORY), // ENOBUFS
            Map.entry(104, Kind.RESET), // ECONNRESET
            Map.entry(103, Kind.RESET), // ECONNABORTED
            Map.entry(32, Kind.RESET)); // EPIPE

    private static final Map<String, Kind> BY_TEXT = Map.ofEntries(
            Map.entry("Too many open files", Kind.NO_DESCRIPTOR),
            Map.entry("Cannot assign requested address", Kind.NO_LOCAL_PORT),
            Map.entry("Address already in use", Kind.NO_LOCAL_PORT),
            Map.entry("Cannot allocate memory", Kind.NO_MEMORY),
            Map.entry("No buffer space available", Kind.NO_MEMORY),
            Map.entry("timed out", Kind.CONNECT_TIMEOUT),
            Map.entry("Network is unreachable", Kind.UNREACHABLE),
            Map.entry("No route to host", Kind.UNREACHABLE),
            Map.entry("Connection refused", Kind.REFUSED),
            Map.entry("Connection reset", Kind.RESET),
            Map.entry("Broken pipe", Kind.RESET));

    private Failures() {}

    /**
     * Loads the classes that are needed to report a failure: when one occurs, there may be no file descriptor left to
     * open their files.
     */
    static void prepare() {
        Disconnect failure = of(new ConnectException("error(-0)"), false);
        TlsFailures.withCertificate(TlsFailures.withoutCertificate(failure));
    }

    /** @param established whether the TCP connection was established, in which case a time-out means that it was lost */
    static Disconnect of(Throwable failure, boolean established) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls && !(cause instanceof SslHandshakeTimeoutException)) {
                return TlsFailures.of(tls);
            }
            if (cause instanceof ProxyException proxy) {
                return proxy.disconnect();
            }
            Kind kind = kind(cause);
            if (kind != null) {
                boolean lost = established && kind == Kind.CONNECT_TIMEOUT && !(cause instanceof SSLException);
                return Disconnect.of(lost ? Kind.RESET : kind, text(cause));
            }
        }
        return Disconnect.of(failure instanceof IOException ? Kind.IO_ERROR : Kind.INTERNAL_ERROR, text(failure));
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException) {
            return Kind.CONNECT_TIMEOUT;
        }
        if (cause instanceof OutOfMemoryError) {
            return Kind.NO_MEMORY;
        }
        if (cause instanceof ClosedChannelException) {
            return Kind.RESET;
        }
        Kind byErrno = BY_ERRNO.get(errno(cause));
        return byErrno != null ? byErrno : byTypeOrText(cause);
    }

    private static int errno(Throwable cause) {
        Matcher matcher = ERRNO.matcher(String.valueOf(cause.getMessage()));
        return cause instanceof IOException && matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Kind byTypeOrText(Throwable cause) {
        if (!(cause instanceof IOException)) {
            return null;
        }
        String message = String.valueOf(cause.getMessage());
        for (Map.Entry<String, Kind> entry : BY_TEXT.entrySet()) {
            if (message.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        if (cause instanceof NoRouteToHostException) {
            return Kind.UNREACHABLE;
        }
        if (cause instanceof BindException) {
            return Kind.NO_LOCAL_PORT;
        }
        return cause instanceof ConnectException ? Kind.REFUSED : null;
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

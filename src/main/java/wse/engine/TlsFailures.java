package wse.engine;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import wse.engine.Disconnect.Kind;

/**
 * Translates exceptions of TLS into {@link Disconnect}s. The JDK and OpenSSL report an alert of the other side (RFC 8446
 * section 6) only in the text of an exception, each in its own spelling. Pure functions.
 */
final class TlsFailures {

    /** Parts of messages, in lower case and with spaces instead of underscores; the first one found decides. */
    private static final Map<String, String> MEANINGS = meanings();

    private TlsFailures() {}

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        String version = "client and server have no TLS version in common";
        meanings.put("protocol version", version);
        meanings.put("selected protocol", version);
        meanings.put("unsupported protocol", version);
        meanings.put("no appropriate protocol", version);
        meanings.put("certificate required", "the server requires a client certificate");
        meanings.put("bad certificate", "the server does not accept the client's certificate, or requires one");
        meanings.put("unrecognized name", "the server does not know the host name that it was asked for");
        meanings.put(
                "handshake failure",
                "client and server have no cipher suite in common, or the server requires a client certificate");
        return meanings;
    }

    static Disconnect of(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadCertificateException bad) {
                return Disconnect.of(bad.kind(), bad.getMessage());
            }
            if (cause instanceof ClosedChannelException) {
                return ended();
            }
        }
        return failure instanceof NotSslRecordException
                ? Disconnect.of(Kind.TLS_MISMATCH, "the server answered without TLS")
                : byText(failure);
    }

    private static Disconnect ended() {
        return Disconnect.of(Kind.RESET, "the connection ended during the TLS handshake");
    }

    private static Disconnect byText(SSLException failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message =
                String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
        if (message.startsWith("Connection closed while")) {
            return ended();
        }
        String text = message.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Disconnect.of(
                Kind.TLS_FAILED,
                MEANINGS.entrySet().stream()
                        .filter(meaning -> text.contains(meaning.getKey()))
                        .findFirst()
                        .map(meaning -> meaning.getValue() + " (TLS: " + Printable.of(message) + ")")
                        .orElse("TLS: " + Printable.of(message)));
    }
}

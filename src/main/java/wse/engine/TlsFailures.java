package wse.engine;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Map<String, Meaning> MEANINGS = meanings();

    private record Meaning(Kind kind, String words) {}

    private TlsFailures() {}

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        Meaning version = failed("client and server have no TLS version in common");
        meanings.put("protocol version", version);
        meanings.put("selected protocol", version);
        meanings.put("unsupported protocol", version);
        meanings.put("no appropriate protocol", version);
        meanings.put("unrecognized name", failed("the server does not know the host name that it was asked for"));
        meanings.put(
                "handshake failure",
                failed(
                        "client and server have no cipher suite in common, or the server requires a client certificate"));
        meanings.put(
                "certificate required",
                new Meaning(Kind.CLIENT_CERTIFICATE_REQUIRED, "the server requires a client certificate"));
        meanings.put("unknown ca", refused("the server does not know the issuer of the client's certificate"));
        meanings.put("certificate expired", refused("the client's certificate has expired"));
        meanings.put("certificate revoked", refused("the client's certificate was revoked"));
        for (String alert : List.of("bad certificate", "unsupported certificate", "certificate unknown")) {
            meanings.put(alert, refused("the server does not accept the client's certificate"));
        }
        return meanings;
    }

    private static Meaning failed(String words) {
        return new Meaning(Kind.TLS_FAILED, words);
    }

    private static Meaning refused(String words) {
        return new Meaning(Kind.CLIENT_CERTIFICATE_REFUSED, words);
    }

    /** The failure of a client without a certificate: the server cannot have refused one, so it requires one. */
    static Disconnect withoutCertificate(Disconnect failure) {
        return failure.kind() == Kind.CLIENT_CERTIFICATE_REFUSED
                ? Disconnect.of(
                        Kind.CLIENT_CERTIFICATE_REQUIRED,
                        "the server requires a client certificate"
                                + failure.detail().replaceFirst("^[^(]*", " "))
                : failure;
    }

    /** The failure of a client with a certificate, which is not sent if the server asks for certificates of other issuers. */
    static Disconnect withCertificate(Disconnect failure) {
        return failure.kind() == Kind.CLIENT_CERTIFICATE_REQUIRED
                ? Disconnect.of(
                        Kind.CLIENT_CERTIFICATE_REFUSED,
                        "the server does not accept the issuer of the client's certificate"
                                + failure.detail().replaceFirst("^[^(]*", " "))
                : failure;
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
        return MEANINGS.entrySet().stream()
                .filter(meaning -> text.contains(meaning.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .map(meaning ->
                        Disconnect.of(meaning.kind(), meaning.words() + " (TLS: " + Printable.of(message) + ")"))
                .orElseGet(() -> Disconnect.of(Kind.TLS_FAILED, "TLS: " + Printable.of(message)));
    }
}

package wse.engine;

import java.security.cert.CertificateException;
import wse.engine.Disconnect.Kind;

/** This side does not accept the server's certificate; the kind and the message say why. */
final class BadCertificateException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    BadCertificateException(Kind kind, String message, CertificateException cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

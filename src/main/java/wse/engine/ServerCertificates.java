package wse.engine;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import wse.engine.Disconnect.Kind;

/**
 * Checks a server's certificates as the JDK does, and also the dates of a certificate that is itself trusted. If they
 * are not accepted, it says why in terms of the certificate: its dates, its names, its issuer. Immutable and
 * thread-safe.
 */
final class ServerCertificates extends X509ExtendedTrustManager {

    /** Types of a subject's alternative names (RFC 5280 section 4.2.1.6). */
    private static final List<Integer> DNS_NAME_AND_ADDRESS = List.of(2, 7);

    private final X509ExtendedTrustManager jdk;

    ServerCertificates(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw explained(chain, authType, engine.getPeerHost(), e);
        }
    }

    private CertificateException explained(
            X509Certificate[] chain, String authType, String host, CertificateException cause) {
        for (X509Certificate certificate : chain) {
            String dates = invalidDates(certificate);
            if (!dates.isEmpty()) {
                return new BadCertificateException(Kind.CERTIFICATE_EXPIRED, dates, cause);
            }
        }
        if (isTrusted(chain, authType)) {
            return new BadCertificateException(
                    Kind.CERTIFICATE_WRONG_NAME, "it is for " + names(chain[0]) + ", not for " + host, cause);
        }
        return new BadCertificateException(Kind.CERTIFICATE_NOT_TRUSTED, distrust(chain, cause), cause);
    }

    /** Why the certificate is not valid now; empty if it is. */
    private static String invalidDates(X509Certificate certificate) {
        Date now = Date.from(Instant.now());
        if (now.after(certificate.getNotAfter())) {
            return owner(certificate) + " expired on "
                    + certificate.getNotAfter().toInstant();
        }
        return now.before(certificate.getNotBefore())
                ? owner(certificate) + " is not valid before "
                        + certificate.getNotBefore().toInstant()
                : "";
    }

    /** Whether the certificates are trusted, whatever the host. */
    private boolean isTrusted(X509Certificate[] chain, String authType) {
        try {
            jdk.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String distrust(X509Certificate[] chain, CertificateException cause) {
        X509Certificate last = chain[chain.length - 1];
        Throwable innermost = innermost(cause);
        if (!(innermost instanceof CertPathBuilderException)) {
            return owner(last) + " is refused: " + Printable.of(String.valueOf(innermost.getMessage()));
        }
        return last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                ? owner(last) + " is self-signed and not in the trust store"
                : "its issuer, "
                        + Printable.quoted(last.getIssuerX500Principal().getName()) + ", is not in the trust store";
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    private static String owner(X509Certificate certificate) {
        return Printable.quoted(certificate.getSubjectX500Principal().getName());
    }

    /** The hosts that the certificate is for, or its owner if it names none. */
    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            String names = Stream.ofNullable(all)
                    .flatMap(Collection::stream)
                    .filter(name -> DNS_NAME_AND_ADDRESS.contains(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? owner(certificate) : Printable.of(names);
        } catch (CertificateParsingException e) {
            return owner(certificate);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}

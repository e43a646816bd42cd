package wse.engine;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How a client uses TLS: which servers it trusts, and which certificate it presents. Immutable and thread-safe. The
 * implementation is BoringSSL, or that of the JDK on machines for which there is no BoringSSL.
 *
 * @param insecure whether any certificate for any host is accepted
 * @param authorities the only authorities that are trusted; empty for those of this JVM
 * @param certificate what the client presents to servers that ask for a certificate
 * @param serverName the name that is sent to the server (SNI, RFC 6066 section 3) and that its certificate must contain;
 *     empty for the name in the {@code Host} header
 * @param versions names of the versions that are offered, such as {@code TLSv1.3}
 * @param resumption whether connections resume sessions of earlier ones, which costs both sides less; otherwise each
 *     connection makes a full handshake
 */
public record ClientTls(
        boolean insecure,
        List<X509Certificate> authorities,
        Optional<ClientCertificate> certificate,
        Optional<String> serverName,
        List<String> versions,
        boolean resumption) {

    /** The authorities of this JVM, no client certificate, TLS 1.2 or 1.3, full handshakes. */
    public static final ClientTls DEFAULT =
            new ClientTls(false, List.of(), Optional.empty(), Optional.empty(), List.of("TLSv1.2", "TLSv1.3"), false);

    public ClientTls {
        authorities = List.copyOf(authorities);
        versions = List.copyOf(versions);
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(serverName, "serverName");
    }

    /** A copy that accepts any certificate for any host. */
    public ClientTls withoutVerification() {
        return new ClientTls(true, List.of(), certificate, serverName, versions, resumption);
    }

    /** A copy that trusts these authorities and no others. */
    public ClientTls withAuthorities(List<X509Certificate> others) {
        return new ClientTls(false, others, certificate, serverName, versions, resumption);
    }

    /** A copy that presents a certificate to servers that ask for one. */
    public ClientTls withCertificate(ClientCertificate own) {
        return new ClientTls(insecure, authorities, Optional.of(own), serverName, versions, resumption);
    }

    /** A copy that asks for a server of this name. */
    public ClientTls withServerName(String name) {
        return new ClientTls(insecure, authorities, certificate, Optional.of(name), versions, resumption);
    }

    /** A copy that offers only these versions. */
    public ClientTls withVersions(List<String> others) {
        return new ClientTls(insecure, authorities, certificate, serverName, others, resumption);
    }

    /** A copy with or without resumption. */
    public ClientTls withResumption(boolean resumes) {
        return new ClientTls(insecure, authorities, certificate, serverName, versions, resumes);
    }

    /** Whether the implementation is BoringSSL, and not that of the JDK. */
    public static boolean isNative() {
        return OpenSsl.isAvailable();
    }

    /** The name of the implementation: {@code BoringSSL} or {@code JDK}. */
    public static String implementation() {
        return OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK";
    }

    /** @throws SSLException if TLS cannot be set up like this; the message says why */
    SslContext newContext() throws SSLException {
        return newContext(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    SslContext newContext(SslProvider provider) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(provider).protocols(versions);
        if (insecure) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        } else {
            builder.trustManager(trust().manager());
        }
        if (!resumption) {
            builder.sessionCacheSize(1);
        }
        certificate.ifPresent(own -> builder.keyManager(own.key(), own.chain()));
        return builder.build();
    }

    private ServerTrust trust() throws SSLException {
        return authorities.isEmpty() ? ServerTrust.ofThisJvm() : ServerTrust.of(authorities);
    }
}

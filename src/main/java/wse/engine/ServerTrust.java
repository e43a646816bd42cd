package wse.engine;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides which server certificates a client accepts. Immutable and thread-safe. */
public final class ServerTrust {

    private final List<X509Certificate> authorities;
    private final X509ExtendedTrustManager manager;

    private ServerTrust(X509ExtendedTrustManager manager) {
        this.manager = new ServerCertificates(manager);
        this.authorities = List.of(manager.getAcceptedIssuers());
    }

    /**
     * Trusts what this JVM trusts by default: the store that {@code javax.net.ssl.trustStore} names, or the JDK's own.
     *
     * @throws SSLException if the store cannot be read; the message says why
     */
    public static ServerTrust ofThisJvm() throws SSLException {
        return from(null);
    }

    /**
     * Trusts these authorities and no others.
     *
     * @throws SSLException if this JVM does not support TLS
     */
    public static ServerTrust of(List<X509Certificate> authorities) throws SSLException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return from(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }

    /** @param store null for the default of this JVM */
    private static ServerTrust from(KeyStore store) throws SSLException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new ServerTrust(extended(factory.getTrustManagers()));
        } catch (GeneralSecurityException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager extended(TrustManager... managers) throws SSLException {
        return Stream.of(managers)
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new SSLException("the default trust manager must know X.509 certificates"));
    }

    /** The certificates of these authorities. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    X509ExtendedTrustManager manager() {
        return manager;
    }
}

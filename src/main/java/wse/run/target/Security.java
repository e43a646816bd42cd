package wse.run.target;

import java.io.File;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import wse.config.BadInputException;
import wse.config.TlsConfig;
import wse.engine.Endpoint;
import wse.engine.ServerTrust;

/**
 * Whether connections use TLS, and whose certificates the client accepts. Every process of a run, on this machine or on
 * another one, accepts the same ones.
 *
 * @param insecure whether any certificate for any host is accepted
 * @param authorities authorities that the client trusts; empty for those of the JDK that it runs on
 */
public record Security(boolean tls, boolean insecure, List<X509Certificate> authorities) {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    /** {@code ws://}. */
    public static final Security NONE = new Security(false, false, List.of());

    public Security {
        authorities = List.copyOf(authorities);
    }

    /** @throws BadInputException if the JVM's trust store is needed, but cannot be read or is empty */
    static Security of(TlsConfig config) {
        if (!config.on()) {
            return NONE;
        }
        if (config.insecure()) {
            return new Security(true, true, List.of());
        }
        return config.authorities()
                .map(own -> new Security(true, false, own.certificates()))
                .orElseGet(Security::ofThisJvm);
    }

    /**
     * {@code wss://} with the authorities that this JVM trusts. They are read here, and not in other processes, so that
     * neither the file nor its password is needed there.
     *
     * @throws BadInputException if the trust store cannot be read or is empty
     */
    static Security ofThisJvm() {
        if (!hasOwnTrustStore()) {
            return new Security(true, false, List.of());
        }
        List<X509Certificate> authorities = isMissing() ? List.of() : readAuthorities();
        if (authorities.isEmpty()) {
            throw new BadInputException(TRUST_STORE + " must be a store that contains certificates: " + given()
                    + "; check the path, and javax.net.ssl.trustStorePassword");
        }
        return new Security(true, false, authorities);
    }

    /**
     * If the file cannot be read, the JDK silently uses its own authorities instead. NONE stands for stores that are
     * not in a file.
     */
    private static boolean isMissing() {
        String file = System.getProperty(TRUST_STORE, "NONE");
        return !file.equals("NONE") && !new File(file).canRead();
    }

    private static List<X509Certificate> readAuthorities() {
        try {
            return ServerTrust.ofThisJvm().authorities();
        } catch (SSLException e) {
            throw new BadInputException(TRUST_STORE + " must be a store that this JVM can read: " + given() + " ("
                    + e.getMessage() + "); check the file, javax.net.ssl.trustStoreType and"
                    + " javax.net.ssl.trustStorePassword");
        }
    }

    private static String given() {
        return TRUST_STORE + "=" + System.getProperty(TRUST_STORE, "");
    }

    /** Whether the user has replaced the authorities of the JDK, by a property or by a file (JSSE Reference Guide). */
    private static boolean hasOwnTrustStore() {
        File replacement = new File(System.getProperty("java.home"), "lib/security/jssecacerts");
        return replacement.exists()
                || Stream.of(TRUST_STORE, "javax.net.ssl.trustStoreType", "javax.net.ssl.trustStoreProvider")
                        .anyMatch(name -> System.getProperty(name) != null);
    }

    /** @throws BadInputException if TLS is required, but this JVM does not support it */
    Endpoint secure(Endpoint plain) {
        if (!tls) {
            return plain;
        }
        try {
            if (insecure) {
                return plain.withTls(true);
            }
            return plain.withTls(authorities.isEmpty() ? ServerTrust.ofThisJvm() : ServerTrust.of(authorities));
        } catch (SSLException e) {
            throw new BadInputException("wse.tls requires a JVM with working TLS support: " + e.getMessage());
        }
    }
}

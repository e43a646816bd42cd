package wse.run.target;

import java.io.File;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import wse.config.BadInputException;
import wse.config.TlsConfig;
import wse.engine.ClientTls;
import wse.engine.Endpoint;
import wse.engine.ServerTrust;
import wse.load.ClientTlsOptions;

/**
 * Whether connections use TLS, which certificates the client accepts, and which one it presents. It is the same in every
 * process of a run, on this machine or on another one.
 *
 * @param how how TLS is used; its authorities are empty for those of the JDK that a process runs on. Meaningless without TLS
 */
public record Security(boolean tls, ClientTls how) {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    /** {@code ws://}. */
    public static final Security NONE = new Security(false, ClientTls.DEFAULT);

    public Security {
        Objects.requireNonNull(how, "how");
    }

    /** @throws BadInputException if the JVM's trust store is needed, but cannot be read or is empty */
    static Security of(TlsConfig config) {
        if (!config.on()) {
            return NONE;
        }
        ClientTls how = ClientTlsOptions.of(config);
        boolean ofThisJvm = !config.insecure() && config.authorities().isEmpty();
        return new Security(true, ofThisJvm ? how.withAuthorities(authoritiesOfThisJvm()) : how);
    }

    /**
     * The authorities that this JVM trusts; empty for those of the JDK. They are read here, and not in other processes, so
     * that neither the file nor its password is needed there.
     *
     * @throws BadInputException if the trust store cannot be read or is empty
     */
    static List<X509Certificate> authoritiesOfThisJvm() {
        if (!hasOwnTrustStore()) {
            return List.of();
        }
        List<X509Certificate> authorities = isMissing() ? List.of() : readAuthorities();
        if (authorities.isEmpty()) {
            throw new BadInputException(TRUST_STORE + " must be a store that contains certificates: " + given()
                    + "; check the path, and javax.net.ssl.trustStorePassword");
        }
        return authorities;
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
            return plain.withTls(how);
        } catch (SSLException e) {
            throw new BadInputException("wse.tls requires a JVM with working TLS support: " + e.getMessage());
        }
    }
}

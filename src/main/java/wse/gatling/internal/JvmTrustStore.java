package wse.gatling.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import wse.config.BadInputException;

/**
 * The trust store of this JVM, which is the only one that Gatling's client can be given after Gatling has read its own
 * configuration. Thread-safe, but meant for a simulation's constructor.
 */
public final class JvmTrustStore {

    /** Unlike PKCS #12, this type can be read without a password. */
    private static final String TYPE = "JKS";

    private JvmTrustStore() {}

    /**
     * From now on, connections of this JVM without a trust store of their own trust these authorities and no others.
     *
     * @throws BadInputException if no temporary file can be written
     */
    public static void replaceBy(List<X509Certificate> authorities) {
        try {
            Path file = Files.createTempFile("wse-authorities-", ".jks");
            file.toFile().deleteOnExit();
            write(authorities, file);
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStoreType", TYPE);
            System.clearProperty("javax.net.ssl.trustStorePassword");
            readOnce();
        } catch (IOException | GeneralSecurityException e) {
            throw new BadInputException("wse.tls.ca with Gatling's engine requires a writable directory for temporary"
                    + " files: " + e.getMessage() + "; set -Dgatling.jvmArgs=-Djava.io.tmpdir=DIRECTORY");
        }
    }

    /**
     * Replaces the certificates that the JDK has read before. Its cache is not locked, and while one connection replaces
     * them, others may still get the old ones and reject the server.
     */
    private static void readOnce() throws GeneralSecurityException {
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
                .init((KeyStore) null);
    }

    private static void write(List<X509Certificate> authorities, Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, new char[0]);
        }
    }
}

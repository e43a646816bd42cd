package wse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A self-signed certificate for {@code localhost}, created with the JDK's own keytool.
 *
 * @param store contains certificate and key; a JVM that uses it as a trust store trusts the certificate
 */
public record SelfSigned(Path store) {

    /** The password of the store and of the key. */
    public static final String PASSWORD = "only-for-this-test";

    /**
     * @param directory where the store and keytool's output are written
     * @param name name of the file and of the certificate's owner
     */
    public static SelfSigned create(Path directory, String name) throws IOException, InterruptedException {
        return create(directory, name, "dns:localhost", "-0d");
    }

    /**
     * As above, with other names and dates.
     *
     * @param names the hosts that the certificate is for, as in {@code dns:localhost,ip:127.0.0.1}
     * @param start when its two days of validity begin, as in {@code -10d}
     */
    public static SelfSigned create(Path directory, String name, String names, String start)
            throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Keytool.generate(store, PASSWORD, "test", name, List.of("-ext", "san=" + names, "-startdate", start));
        return new SelfSigned(store);
    }

    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate("test");
    }

    /** Writes the certificate as PEM (RFC 7468) and returns the file. */
    public Path pem() throws IOException, GeneralSecurityException {
        return Pem.write(Path.of(store + ".pem"), certificate());
    }

    /** The context for the server's side. */
    public KeyManagerFactory keys() throws IOException, GeneralSecurityException {
        KeyStore keys = load();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return managers;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}

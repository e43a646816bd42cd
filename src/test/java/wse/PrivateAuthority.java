package wse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private certificate authority, such as that of a company, created for a test.
 *
 * @param store contains its key and those of all certificates that it has issued
 */
public record PrivateAuthority(Path store) {

    private static final String PASSWORD = "only-for-this-test";
    private static final String OWN = "authority";

    /** @param directory where its files are written */
    public static PrivateAuthority create(Path directory, String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Keytool.generate(store, PASSWORD, OWN, name, List.of("-ext", "bc:c"));
        return new PrivateAuthority(store);
    }

    /**
     * Issues a certificate.
     *
     * @param options of keytool, as in {@code -ext san=dns:localhost} or {@code -startdate -10d}
     */
    public Issued issue(String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-signer", OWN));
        all.addAll(List.of(options));
        Keytool.generate(store, PASSWORD, name, name, all);
        KeyStore keys = load();
        X509Certificate[] chain =
                Arrays.stream(keys.getCertificateChain(name)).limit(1).toArray(X509Certificate[]::new);
        return new Issued(
                store.resolveSibling(name), List.of(chain), (PrivateKey) keys.getKey(name, PASSWORD.toCharArray()));
    }

    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate(OWN);
    }

    /** Writes the authority's certificate as PEM and returns the file. */
    public Path pem() throws IOException, GeneralSecurityException {
        return Pem.write(Path.of(store + ".pem"), certificate());
    }

    /** Lets a server accept only clients with a certificate of this authority. */
    public TrustManagerFactory clients() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(OWN, certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Writes a file that only its owner may read, and returns it. */
    public static Path secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    /**
     * A certificate and its key.
     *
     * @param file path of the files that are written, without their extension
     */
    public record Issued(Path file, List<X509Certificate> chain, PrivateKey key) {

        private static final String PBE = "PBEWithHmacSHA256AndAES_256";

        /** The object identifier 1.2.840.113549.1.5.13 of RFC 8018. */
        private static final byte[] PBES2 = {6, 9, 42, -122, 72, -122, -9, 13, 1, 5, 13};

        /** For a server or a client in this process. */
        public KeyManagerFactory keys() throws IOException, GeneralSecurityException {
            KeyStore only = KeyStore.getInstance("PKCS12");
            only.load(null, null);
            only.setKeyEntry("only", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(only, PASSWORD.toCharArray());
            return managers;
        }

        /** Writes the certificate as PEM and returns the file. */
        public Path certificatePem() throws IOException, GeneralSecurityException {
            return Pem.write(Path.of(file + ".pem"), chain.toArray(X509Certificate[]::new));
        }

        /** Writes the key as PEM (PKCS #8), for its owner only, and returns the file. */
        public Path keyPem() throws IOException {
            return secret(Path.of(file + ".key"), Pem.block("PRIVATE KEY", key.getEncoded()));
        }

        /** The same, encrypted as {@code openssl pkcs8 -topk8} does it. */
        public Path encryptedKeyPem(String password) throws IOException, GeneralSecurityException {
            SecretKey secret = SecretKeyFactory.getInstance(PBE).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(PBE);
            cipher.init(Cipher.ENCRYPT_MODE, secret);
            byte[] algorithm = der(0x30, PBES2, cipher.getParameters().getEncoded());
            byte[] encrypted = der(0x30, algorithm, der(0x04, cipher.doFinal(key.getEncoded())));
            return secret(Path.of(file + ".encrypted.key"), Pem.block("ENCRYPTED PRIVATE KEY", encrypted));
        }

        /** JDK 17 cannot write the structure of RFC 5958, section 3, that it reads. */
        private static byte[] der(int tag, byte[]... parts) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                content.writeBytes(part);
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(tag);
            all.write(0x82);
            all.write(content.size() >> Byte.SIZE);
            all.write(content.size());
            all.writeBytes(content.toByteArray());
            return all.toByteArray();
        }
    }
}

package wse.config;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client certificate and its key. Immutable; the key is not printed.
 *
 * @param chain the client's certificate, followed by those of its issuers
 */
public record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] ANYTHING = {1, 2, 3, 4};

    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * The identity in two PEM files (RFC 7468).
     *
     * @param keyFile contains the key in PKCS #8 (RFC 5958); it must not be world-readable
     * @param password decrypts the key; empty if it is not encrypted
     * @throws BadInputException if a file cannot be used, if the two do not belong together, or if the certificate is not
     *     valid now; the message names the settings
     */
    public static ClientIdentity read(Path certificateFile, Path keyFile, Optional<Secret> password) {
        List<X509Certificate> chain = certificates(certificateFile);
        PrivateKey key = PrivateKeyFile.read("wse.tls.key", keyFile, password);
        X509Certificate own = chain.get(0);
        requireValid(own, certificateFile);
        if (!belongTogether(own.getPublicKey(), key)) {
            throw new BadInputException("wse.tls.key must be the key of the first certificate in wse.tls.certificate:"
                    + " wse.tls.key=" + keyFile + ", wse.tls.certificate=" + certificateFile
                    + "; give the file that the certificate was requested with");
        }
        return new ClientIdentity(chain, key);
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return Authorities.read(file).certificates();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "wse.tls.certificate must be a PEM file with the client's certificate, followed by"
                            + " those of its issuers: wse.tls.certificate=" + file + "; give another");
        }
    }

    private static void requireValid(X509Certificate own, Path file) {
        Instant now = Instant.now();
        Instant begin = own.getNotBefore().toInstant();
        Instant end = own.getNotAfter().toInstant();
        if (now.isBefore(begin) || now.isAfter(end)) {
            throw new BadInputException("the client's certificate must be valid now, but it "
                    + (now.isAfter(end) ? "expired on " + end : "is not valid before " + begin)
                    + ": wse.tls.certificate=" + file + "; renew it, or correct the clock of this machine");
        }
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(ANYTHING);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certified);
            verifier.update(ANYTHING);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}

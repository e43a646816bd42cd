package wse.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificate authorities that a client trusts.
 *
 * @param file where they come from: certificates in PEM (RFC 7468), one after the other
 * @param certificates at least one
 */
public record Authorities(Path file, List<X509Certificate> certificates) {

    public Authorities {
        certificates = List.copyOf(certificates);
    }

    /**
     * The authorities in a PEM file.
     *
     * @throws IllegalArgumentException if the file cannot be read, or contains anything but certificates
     */
    public static Authorities read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            Kind.require(!certificates.isEmpty());
            return new Authorities(file, certificates);
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("a PEM file must contain certificates: file=" + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

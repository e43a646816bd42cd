package wse.run.crew;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates as text: their DER encoding in Base64, separated by spaces. Pure functions. */
final class Certificates {

    private Certificates() {}

    static String write(List<X509Certificate> certificates) {
        return certificates.stream().map(Certificates::write).collect(Collectors.joining(" "));
    }

    private static String write(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate from a store must have an encoding", e);
        }
    }

    /** @throws IllegalArgumentException if the text was not written by {@link #write(List)} */
    static List<X509Certificate> read(String text) {
        return Stream.of(text.split(" "))
                .filter(each -> !each.isEmpty())
                .map(Certificates::readOne)
                .toList();
    }

    private static X509Certificate readOne(String text) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(text)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate must be in DER, encoded in Base64", e);
        }
    }
}

package wse.run.crew;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import wse.engine.ClientCertificate;
import wse.engine.ClientTls;
import wse.run.target.Security;

/** Writes the security of a run's connections into a member's briefing, and reads it there. Pure functions. */
final class SecurityText {

    private static final String SEPARATOR = ",";

    private SecurityText() {}

    static void write(Security security, Properties out) {
        ClientTls how = security.how();
        out.setProperty("tls", String.valueOf(security.tls()));
        out.setProperty("tls-insecure", String.valueOf(how.insecure()));
        out.setProperty("trusted", Certificates.write(how.authorities()));
        out.setProperty("tls-versions", String.join(SEPARATOR, how.versions()));
        out.setProperty("tls-resumption", String.valueOf(how.resumption()));
        how.serverName().ifPresent(name -> out.setProperty("tls-server-name", name));
        how.certificate().ifPresent(own -> {
            out.setProperty("tls-certificate", Certificates.write(own.chain()));
            out.setProperty("tls-key-algorithm", own.key().getAlgorithm());
            out.setProperty(
                    "tls-key", Base64.getEncoder().encodeToString(own.key().getEncoded()));
        });
    }

    /** @throws IllegalArgumentException if it was not written by {@link #write} */
    static Security read(Properties in) {
        return new Security(
                Boolean.parseBoolean(MemberBriefing.text(in, "tls")),
                new ClientTls(
                        Boolean.parseBoolean(MemberBriefing.text(in, "tls-insecure")),
                        Certificates.read(MemberBriefing.text(in, "trusted")),
                        Optional.ofNullable(in.getProperty("tls-certificate")).map(chain -> certificate(chain, in)),
                        Optional.ofNullable(in.getProperty("tls-server-name")),
                        List.of(MemberBriefing.text(in, "tls-versions").split(SEPARATOR)),
                        Boolean.parseBoolean(MemberBriefing.text(in, "tls-resumption"))));
    }

    private static ClientCertificate certificate(String chain, Properties in) {
        return new ClientCertificate(
                Certificates.read(chain),
                key(MemberBriefing.text(in, "tls-key-algorithm"), MemberBriefing.text(in, "tls-key")));
    }

    private static PrivateKey key(String algorithm, String text) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key of the client's certificate must be in PKCS #8: " + algorithm, e);
        }
    }
}

package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.PrivateAuthority;
import wse.PrivateAuthority.Issued;
import wse.SelfSigned;

class TlsConfigTest {

    /** TLS without any options. */
    static final TlsConfig PLAIN_TLS =
            new TlsConfig(true, false, Optional.empty(), Optional.empty(), Optional.empty(), TlsVersion.V1_2, false);

    @TempDir
    private Path directory;

    @Test
    void shouldReadAllAuthoritiesOfAFile() throws Exception {
        SelfSigned one = SelfSigned.create(directory, "one");
        SelfSigned other = SelfSigned.create(directory, "other");
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                "Subject: one\n" + Files.readString(one.pem()) + "\n" + Files.readString(other.pem()));

        TlsConfig tls = tls("wse.tls", "true", "wse.tls.ca", both.toString());

        assertThat(tls.authorities().orElseThrow().certificates())
                .containsExactly(one.certificate(), other.certificate());
        assertThat(tls.insecure()).isFalse();
    }

    @Test
    void shouldVerifyUnlessTheSettingSaysOtherwise() {
        assertThat(tls("wse.tls", "true").insecure()).isFalse();
        assertThat(tls("wse.tls", "true", "wse.tls.insecure", "true", "wse.engine", "netty")
                        .insecure())
                .isTrue();
    }

    @Test
    void shouldRefuseAFileThatContainsNoCertificate() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path key = Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        for (Path file : new Path[] {empty, key, directory.resolve("missing.pem"), directory}) {
            assertThatThrownBy(() -> tls("wse.tls", "true", "wse.tls.ca", file.toString()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("wse.tls.ca takes a PEM file with certificates, each between BEGIN CERTIFICATE and END"
                            + " CERTIFICATE: wse.tls.ca=" + file + "; give another or leave it out");
        }
    }

    @Test
    void shouldRefuseSettingsOfTlsWithoutTls() {
        assertThatThrownBy(() -> tls("wse.tls.insecure", "true", "wse.engine", "netty"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "wse.tls.insecure has no effect without TLS: wse.tls.insecure=true; give wse.tls=true too or"
                                + " leave it out");
    }

    @Test
    void shouldRefuseAuthoritiesIfAnyCertificateIsAccepted() throws Exception {
        String file = SelfSigned.create(directory, "one").pem().toString();

        assertThatThrownBy(() ->
                        tls("wse.tls", "true", "wse.tls.ca", file, "wse.tls.insecure", "true", "wse.engine", "netty"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("so wse.tls.ca has no effect");
    }

    @Test
    void shouldRefuseToSkipTheCheckInGatlingsOwnEngine() {
        assertThatThrownBy(() -> tls("wse.tls", "true", "wse.tls.insecure", "true", "wse.engine", "gatling"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("wse.tls.insecure needs wse.engine=netty: wse.tls.insecure=true; leave it out or give"
                        + " -Dwse.engine=netty");
    }

    @Test
    void shouldReadAClientCertificateAndItsKey() throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(directory, "authority");
        Issued client = authority.issue("client");
        Path encrypted = client.encryptedKeyPem("pass word");
        Path password = PrivateAuthority.secret(directory.resolve("password"), "pass word\n");
        String certificate = client.certificatePem().toString();
        ClientIdentity expected = new ClientIdentity(client.chain(), client.key());

        assertThat(identity(certificate, client.keyPem())).contains(expected);
        assertThat(identity(certificate, encrypted, "wse.tls.keyPasswordFile", password.toString()))
                .contains(expected);
        assertThat(expected.toString()).isEqualTo("CN=client");
        assertRefused("the private key is encrypted, so it needs a password: wse.tls.key=", certificate, encrypted);
        assertRefused(
                "must be a key that the password in wse.tls.keyPassword decrypts",
                certificate,
                encrypted,
                "wse.tls.keyPassword",
                "wrong");
        assertRefused(
                "is not encrypted, so wse.tls.keyPassword has no effect",
                certificate,
                client.keyPem(),
                "wse.tls.keyPassword",
                "any");
        assertRefused("must be a PEM file with a private key", certificate, password);
        assertRefused(
                "convert it with openssl pkcs8 -topk8",
                certificate,
                PrivateAuthority.secret(
                        directory.resolve("old.key"),
                        Files.readString(client.keyPem()).replace(" PRIVATE", " EC PRIVATE")));
        assertRefused(
                "wse.tls.key must be the key of the first certificate in wse.tls.certificate",
                authority.pem().toString(),
                client.keyPem());
        Issued expired = authority.issue("expired", "-startdate", "-10d");
        assertRefused(
                "the client's certificate must be valid now, but it expired on ",
                expired.certificatePem().toString(),
                expired.keyPem());
    }

    private static Optional<ClientIdentity> identity(String certificate, Path key, String... others) {
        List<String> all = new ArrayList<>(
                List.of("wse.tls", "true", "wse.tls.certificate", certificate, "wse.tls.key", key.toString()));
        all.addAll(List.of(others));
        return tls(all.toArray(String[]::new)).identity();
    }

    private static void assertRefused(String rule, String certificate, Path key, String... others) {
        assertThatThrownBy(() -> identity(certificate, key, others))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(rule)
                .hasMessageNotContainingAny("pass word", "wrong");
    }

    @Test
    void shouldRefuseHalfAnIdentity() throws Exception {
        String file = SelfSigned.create(directory, "one").pem().toString();

        assertThatThrownBy(() -> tls("wse.tls", "true", "wse.tls.certificate", file))
                .hasMessage(
                        "wse.tls.certificate needs wse.tls.key: wse.tls.certificate=" + file + "; give both or none");
        assertThatThrownBy(() -> tls("wse.tls", "true", "wse.tls.keyPassword", "secret"))
                .hasMessage("wse.tls.keyPassword needs wse.tls.key: wse.tls.keyPassword=********; give both or none");
    }

    @Test
    void shouldAcceptTls12And13UnlessTheSettingSaysOtherwise() {
        assertThat(tls("wse.tls", "true").minVersion().andLater()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls("wse.tls", "true", "wse.engine", "netty", "wse.tls.minVersion", "1.3")
                        .minVersion()
                        .andLater())
                .containsExactly("TLSv1.3");
    }

    private static TlsConfig tls(String... settings) {
        List<String> all = new ArrayList<>(List.of("wse.host", "127.0.0.1"));
        all.addAll(List.of(settings));
        return ConfigTest.with(TestKind.PING_LATENCY, all.toArray(String[]::new))
                .target()
                .tls();
    }
}

package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SelfSigned;

class TlsConfigTest {

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

    private static TlsConfig tls(String... settings) {
        List<String> all = new ArrayList<>(List.of("wse.host", "127.0.0.1"));
        all.addAll(List.of(settings));
        return ConfigTest.with(TestKind.PING_LATENCY, all.toArray(String[]::new))
                .target()
                .tls();
    }
}

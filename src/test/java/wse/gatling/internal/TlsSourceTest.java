package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.gatling.WseDsl.wse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.PrivateAuthority;
import wse.PrivateAuthority.Issued;
import wse.config.Config;
import wse.config.TestKind;
import wse.engine.ClientTls;
import wse.gatling.WseProtocolBuilder;
import wse.load.ClientTlsOptions;

/** TLS in the protocol builder. */
class TlsSourceTest {

    @TempDir
    private Path directory;

    @Test
    void shouldMeanTheSameAsTheSettings() throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(directory, "authority");
        Issued client = authority.issue("client");
        String ca = authority.pem().toString();
        String certificate = client.certificatePem().toString();
        String key = client.encryptedKeyPem("password").toString();

        assertThat(tls(wse.tls())).isEqualTo(settings(Map.of()));
        assertThat(tls(wse.tlsInsecure())).isEqualTo(settings(Map.of("wse.tls.insecure", "true")));
        assertThat(tls(wse.tlsCa(ca)
                        .tlsCertificate(certificate, key, "password")
                        .tlsServerName("inner.example")
                        .tlsMinVersion("1.3")
                        .tlsResumption(true)))
                .isEqualTo(settings(Map.of(
                        "wse.tls.ca", ca,
                        "wse.tls.certificate", certificate,
                        "wse.tls.key", key,
                        "wse.tls.keyPassword", "password",
                        "wse.tls.serverName", "inner.example",
                        "wse.tls.minVersion", "1.3",
                        "wse.tls.resumption", "true")));
        assertThat(tls(wse.tlsCertificate(certificate, client.keyPem().toString()))
                        .certificate())
                .isPresent();
    }

    @Test
    void shouldRefuseUnknownVersions() {
        assertThatThrownBy(() -> wse.tlsMinVersion("1.1")).hasMessageContaining("must be 1.2 or 1.3: version=1.1");
    }

    private static ClientTls tls(WseProtocolBuilder protocol) {
        return protocol.settings().address().tls().orElseThrow();
    }

    private static ClientTls settings(Map<String, String> some) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(Map.of("wse.host", "h", "wse.tls", "true", "wse.engine", "netty"));
        return ClientTlsOptions.of(
                Config.from(TestKind.PING_LATENCY, all, Map.of()).target().tls());
    }
}

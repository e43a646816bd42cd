package wse.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.gatling.WseDsl.wse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.PrivateAuthority;
import wse.PrivateAuthority.Issued;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.Settings;
import wse.config.TestKind;
import wse.load.ClientTlsOptions;

/** Each method of the builder means the same as the setting that it names. */
class WseProtocolBuilderTest {

    private static final String SECRET = "bench-secret-key-for-testing-only";
    private static final String OTHER_SECRET = "another-secret-key-for-testing-only";

    @TempDir
    private Path directory;

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertThat(config(wse).effective())
                .containsEntry("wse.host", "127.0.0.1")
                .containsEntry("wse.port", "5006")
                .containsEntry("wse.dialect", "echo")
                .containsEntry("wse.connectTimeout", "10s")
                .containsEntry("wse.readyTimeout", "10s")
                .containsEntry("wse.pongTimeout", "10s")
                .doesNotContainKeys("wse.tiers", "wse.agents", "wse.warmUp", "wse.maxFailedPercent");
    }

    @Test
    void shouldMeanTheSameAsTheSettings() throws Exception {
        Path users = Files.writeString(directory.resolve("users.csv"), "user\nanna\nbert\n");
        WseProtocolBuilder all = wse.host("127.0.0.2,127.0.0.3")
                .port(81)
                .addresses("first")
                .proxy("http://user:password@127.0.0.4:3128")
                .path("/live")
                .header("X-Team", "red")
                .query("room", "7")
                .origin("https://example.org")
                .subprotocol("one", "two")
                .users(users.toString())
                .usersReuse(true)
                .compression("permessage-deflate,client_no_context_takeover")
                .secret(SECRET)
                .sourceAddresses("127.0.0.5", "127.0.0.6")
                .engine("nio", 3)
                .connectTimeout(Duration.ofSeconds(1))
                .readyTimeout(Duration.ofSeconds(2))
                .pongTimeout(Duration.ofMillis(2_500))
                .maxMessageBytes(1_000);

        Config config = config(all);

        assertThat(config.effective())
                .isEqualTo(settings(Map.ofEntries(
                                Map.entry("wse.host", "127.0.0.2,127.0.0.3"),
                                Map.entry("wse.port", "81"),
                                Map.entry("wse.addresses", "first"),
                                Map.entry("wse.proxy", "http://user:password@127.0.0.4:3128"),
                                Map.entry("wse.path", "/live"),
                                Map.entry("wse.header.X-Team", "red"),
                                Map.entry("wse.query.room", "7"),
                                Map.entry("wse.origin", "https://example.org"),
                                Map.entry("wse.subprotocol", "one,two"),
                                Map.entry("wse.users", users.toString()),
                                Map.entry("wse.usersReuse", "true"),
                                Map.entry("wse.compression", "permessage-deflate,client_no_context_takeover"),
                                Map.entry("wse.dialect", "wse"),
                                Map.entry("wse.secret", SECRET),
                                Map.entry("wse.sourceAddresses", "127.0.0.5,127.0.0.6"),
                                Map.entry("wse.transport", "nio"),
                                Map.entry("wse.eventLoops", "3"),
                                Map.entry("wse.connectTimeout", "1s"),
                                Map.entry("wse.readyTimeout", "2s"),
                                Map.entry("wse.pongTimeout", "2500ms"),
                                Map.entry("wse.maxMessageSize", "1000")))
                        .effective());
        assertThat(config.target().users().count()).isEqualTo(2);
        assertThat(config.target().route().proxy()).isPresent();
    }

    @Test
    void shouldUseTlsAsTheSettingsDo() throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(directory, "authority");
        Issued client = authority.issue("client");
        String ca = authority.pem().toString();
        String certificate = client.certificatePem().toString();
        String key = client.encryptedKeyPem("password").toString();

        assertThat(config(wse).target().tls().on()).isFalse();
        assertSameTls(wse.tls(), Map.of());
        assertSameTls(wse.tlsInsecure(), Map.of("wse.tls.insecure", "true"));
        assertSameTls(
                wse.tlsCa(ca)
                        .tlsCertificate(certificate, key, "password")
                        .tlsServerName("inner.example")
                        .tlsMinVersion("1.3")
                        .tlsResumption(true),
                Map.of(
                        "wse.tls.ca", ca,
                        "wse.tls.certificate", certificate,
                        "wse.tls.key", key,
                        "wse.tls.keyPassword", "password",
                        "wse.tls.serverName", "inner.example",
                        "wse.tls.minVersion", "1.3",
                        "wse.tls.resumption", "true"));
        assertThat(config(wse.tlsCertificate(certificate, client.keyPem().toString()))
                        .target()
                        .tls()
                        .identity())
                .isPresent();
    }

    private static void assertSameTls(WseProtocolBuilder protocol, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("wse.tls", "true");
        assertThat(ClientTlsOptions.of(config(protocol).target().tls()))
                .isEqualTo(ClientTlsOptions.of(settings(all).target().tls()));
        assertThat(config(protocol).target().tls().on()).isTrue();
    }

    @Test
    void shouldGiveWayToTheCommandLineAndTheEnvironment() {
        WseProtocolBuilder protocol =
                wse.host("127.0.0.2").port(81).secret(SECRET).header("X-Team", "red");

        Config config = protocol.settings()
                .code()
                .config(
                        "S",
                        Map.of("wse.host", "127.0.0.3", "wse.header.x-team", "blue"),
                        Map.of("WSE_PORT", "82", "WSE_TOKEN", "abc"));

        assertThat(config.target().host()).isEqualTo("127.0.0.3");
        assertThat(config.target().port()).isEqualTo(82);
        assertThat(config.target().token().reveal()).isEqualTo("abc");
        assertThat(config.isGiven(Settings.SECRET)).isFalse();
        assertThat(config.target().request().headers()).containsExactly(Map.entry("x-team", "blue"));
    }

    @Test
    void shouldLetTheLastOfTwoAlternativesDecide() {
        assertThat(config(wse.secret(SECRET).token("abc")).target().token().reveal())
                .isEqualTo("abc");
        assertThat(config(wse.token("abc").secret(OTHER_SECRET)).target().token())
                .isNull();
        assertThat(config(wse.secret(SECRET).dialect("echo").dialect("wse"))
                        .target()
                        .dialect())
                .isEqualTo("wse");
    }

    @Test
    void shouldRefuseSettingsWithoutEffect() {
        assertThatThrownBy(() -> wse.settings().code().config("S", Map.of("wse.tiers", "100"), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.tiers has no effect in WseDsl, only in ConnectionStormSimulation, ");
        assertThatThrownBy(() -> wse.settings().code().config("S", Map.of("wse.engine", "gatling"), Map.of()))
                .hasMessageContaining("needs wse.engine=netty, because WseDsl works only with this project's engine");
        assertThatThrownBy(() -> config(wse.usersReuse(true))).hasMessageContaining("wse.usersReuse");
    }

    @Test
    void shouldRefuseInvalidValuesAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wse.tlsMinVersion("1.1"))
                .withMessageContaining("wse.tls.minVersion=1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wse.secret("short"))
                .withMessageContaining("wse.secret takes at least 32 bytes")
                .withMessageNotContaining("=short");
    }

    private static Config config(WseProtocolBuilder protocol) {
        return protocol.settings().code().config("S", Map.of(), Map.of());
    }

    private static Config settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(
                Map.of("wse.host", "127.0.0.1", "wse.port", "5006", "wse.dialect", "echo", "wse.pongTimeout", "10s"));
        all.putAll(given);
        return Config.from(TestKind.SCENARIO, all, Map.of());
    }
}

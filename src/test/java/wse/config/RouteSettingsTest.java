package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several hosts and addresses, and the proxy. */
class RouteSettingsTest {

    private static final String PASSWORD = "p%40ss:w0rd";

    private static Config with(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("wse.engine", "netty", "wse.host", "a.example"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Config.from(TestKind.CONNECTION_STORM, all, Map.of());
    }

    @Test
    void shouldTakeSeveralHostsInOrder() {
        TargetConfig target = with("wse.host", "b.example, [::1],127.0.0.1").target();

        assertThat(target.hosts()).containsExactly("b.example", "::1", "127.0.0.1");
        assertThat(target.host()).isEqualTo("b.example,::1,127.0.0.1");
        assertThat(with().target().hosts()).containsExactly("a.example");
        assertThat(with().target().route().addresses()).isEqualTo(AddressUse.ALL);
        assertThat(with("wse.addresses", "first").target().route().addresses()).isEqualTo(AddressUse.FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,a", "a,", ",a", "a b", "a,b:80", "ws://a,b", "a;b"})
    void shouldRefuseAListWithRepeatsOrWithSomethingElse(String hosts) {
        assertThatThrownBy(() -> with("wse.host", hosts))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.host takes one or more different host names or IP addresses, separated by"
                        + " commas, without scheme, port and path");
    }

    @Test
    void shouldConfirmEachHostOfTheList() {
        TargetConfig target = with("wse.host", "a.example,b.example", "wse.confirmTarget", "B.example")
                .target();

        assertThat(target.isConfirmed("b.example")).isTrue();
        assertThat(target.isConfirmed("a.example")).isFalse();
    }

    @Test
    void shouldReadAProxyWithPercentEncodedCredentialsAndMaskThem() {
        Config config = with("wse.proxy", "http://user:" + PASSWORD + "@[::1]:3128");

        assertThat(config.target().route().proxy())
                .contains(new ProxyConfig("::1", 3128, Optional.of(new Secret("user:p@ss:w0rd"))));
        assertThat(config.effective()).containsEntry("wse.proxy", "http://********@[::1]:3128");
        assertThat(config.redact("407 for p@ss:w0rd")).isEqualTo("407 for ********");
        assertThat(with("wse.proxy", "http://proxy.example:80/")
                        .target()
                        .route()
                        .proxy())
                .contains(new ProxyConfig("proxy.example", 80, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "http://proxy",
                "https://proxy:3128",
                "socks5://proxy:1080",
                "http://proxy:0",
                "http://proxy:70000",
                "http://proxy:3128/path",
                "http://proxy:3128?query",
                "http://user:" + PASSWORD + "@proxy",
                "http://user:" + PASSWORD + "@:80"
            })
    void shouldRefuseOtherProxiesWithoutShowingThePassword(String proxy) {
        assertThatThrownBy(() -> with("wse.proxy", proxy))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.proxy takes the address of an HTTP proxy with its port, such as")
                .hasMessageNotContaining("w0rd");
    }

    @Test
    void shouldRefuseRoutesWithoutAServerToReach() {
        for (String[] setting : new String[][] {{"wse.proxy", "http://proxy:3128"}, {"wse.addresses", "first"}}) {
            assertThatThrownBy(() -> Config.from(TestKind.THROUGHPUT, Map.of(setting[0], setting[1]), Map.of()))
                    .hasMessageStartingWith(
                            setting[0] + " needs wse.host; without it, the run starts the embedded server");
        }
    }

    @Test
    void shouldRefuseWhatGatlingsEngineCannotDo() {
        assertThatThrownBy(() -> with("wse.engine", "gatling", "wse.proxy", "http://u:secret7@proxy:3128"))
                .hasMessageStartingWith("wse.proxy needs wse.engine=netty for a server without TLS, because Gatling")
                .hasMessageNotContaining("secret7");
        assertThatThrownBy(() -> with("wse.engine", "gatling", "wse.tls", "true", "wse.addresses", "all"))
                .hasMessageStartingWith("wse.addresses=all needs wse.engine=netty with TLS");
        assertThat(with("wse.engine", "gatling", "wse.tls", "true").target().hosts())
                .isEqualTo(List.of("a.example"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            HTTPS_PROXY, -,                      HTTPS_PROXY is set but not used
            http_proxy,  -,                      http_proxy is set but not used
            ALL_PROXY,   b.example,              ALL_PROXY is set but not used
            ALL_PROXY,   'b.example, A.example', -
            ALL_PROXY,   .example,               -
            ALL_PROXY,   '*.example:5006',       -
            ALL_PROXY,   example:80,             ALL_PROXY is set but not used
            ALL_PROXY,   xample,                 ALL_PROXY is set but not used
            ALL_PROXY,   *,                      -
            FTP_PROXY,   -,                      -
            """)
    void shouldSayThatAProxyOfTheEnvironmentIsNotUsed(String variable, String exceptions, String beginning) {
        Map<String, String> environment = new HashMap<>(Map.of(variable, "http://u:secret7@proxy:3128"));
        if (exceptions != null) {
            environment.put("NO_PROXY", exceptions);
        }

        Optional<String> note = new ProxyEnvironment(environment).unused(with().target());

        assertThat(note.isPresent()).isEqualTo(beginning != null);
        note.ifPresent(sentence -> assertThat(sentence)
                .startsWith(beginning)
                .contains("-Dwse.proxy=")
                .doesNotContain("secret7"));
        assertThat(new ProxyEnvironment(environment)
                        .unused(with("wse.proxy", "http://proxy:3128").target()))
                .isEmpty();
    }
}

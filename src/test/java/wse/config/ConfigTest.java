package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.TestKind.CONNECTION_STORM;
import static wse.config.TestKind.PING_LATENCY;
import static wse.config.TestKind.SUSTAINED_HOLD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    static final String LONG_SECRET = "correct-horse-battery-staple-0123";

    static Config with(TestKind test, String... pairs) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return Config.from(test, properties, Map.of());
    }

    private static void assertRefused(String message, String... pairs) {
        assertThatThrownBy(() -> with(PING_LATENCY, pairs))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNeedNoSettingAtAll() {
        Config config = with(CONNECTION_STORM);

        assertThat(config.target().isEmbedded()).isTrue();
        assertThat(config.get(Settings.ENGINE)).isEqualTo(EngineKind.NETTY);
        assertThat(config.tiers()).containsExactly(100, 500, 1_000, 2_000, 5_000);
        assertThat(config.connect())
                .isEqualTo(new ConnectConfig(
                        HandshakeWindow.fixed(0),
                        0,
                        1_000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        16 << 20,
                        List.of()));
        assertThat(config.target().secret().reveal()).isEqualTo("bench-secret-key-for-testing-only");
        assertThat(config.accept()).isEqualTo(new AcceptConfig(0, 100));
        assertThat(config.get(Settings.WARM_UP)).isEqualTo(2_000);
        assertThat(config.get(Settings.OUT)).isEqualTo(Path.of("target/wse"));
    }

    @Test
    void shouldHaveDefaultTiersForEachTest() {
        assertThat(with(PING_LATENCY).tiers()).containsExactly(100, 500, 1_000);
        assertThat(with(SUSTAINED_HOLD).tiers()).containsExactly(1_000, 5_000);
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void shouldLoadFromThisProcess(TestKind test) {
        assertThat(Config.load(test).test()).isEqualTo(test);
    }

    @Test
    void shouldReadEverySetting() {
        Config config = with(
                PING_LATENCY,
                "wse.host",
                "example.org",
                "wse.port",
                "443",
                "wse.secret",
                LONG_SECRET,
                "wse.path",
                "/ws?x=1",
                "wse.tls",
                "true",
                "wse.metrics",
                "http://127.0.0.1:9090/metrics",
                "wse.engine",
                "netty",
                "wse.transport",
                "io_uring",
                "wse.eventLoops",
                "3",
                "wse.tiers",
                "10, 1K,2_000",
                "wse.connectWindow",
                "512",
                "wse.connectRate",
                "2500.5",
                "wse.connectTimeout",
                "1500ms",
                "wse.readyTimeout",
                "2m",
                "wse.maxMessageSize",
                "2K",
                "wse.sourceAddresses",
                "127.0.0.2,::1",
                "wse.pings",
                "7",
                "wse.pingRate",
                "0.5",
                "wse.duration",
                "1h",
                "wse.pongTimeout",
                "10m",
                "wse.warmUp",
                "0",
                "wse.maxFailedPercent",
                "1.5",
                "wse.out",
                "target/elsewhere");

        assertThat(config.target())
                .usingRecursiveComparison()
                .ignoringFields("metrics")
                .isEqualTo(new TargetConfig(
                        "example.org",
                        443,
                        new RouteConfig(AddressUse.ALL, Optional.empty()),
                        null,
                        "/ws?x=1",
                        TlsConfigTest.PLAIN_TLS,
                        "wse",
                        Map.of(),
                        List.of(),
                        null,
                        Map.of(),
                        RequestConfig.NONE,
                        null,
                        new Secret(LONG_SECRET),
                        null,
                        Users.NONE,
                        null,
                        MessageForm.V2_0_0,
                        ReadMode.PARSE,
                        1_000_000,
                        0,
                        Duration.ofSeconds(25)));
        assertThat(config.target().metrics()).hasToString("http://127.0.0.1:9090/metrics");
        assertThat(config.get(Settings.ENGINE)).isEqualTo(EngineKind.NETTY);
        assertThat(config.get(Settings.TRANSPORT)).isEqualTo(TransportKind.IO_URING);
        assertThat(config.tiers()).containsExactly(10, 1_000, 2_000);
        assertThat(config.connect())
                .isEqualTo(new ConnectConfig(
                        HandshakeWindow.fixed(512),
                        2_500.5,
                        0,
                        Duration.ofMillis(1_500),
                        Duration.ofMinutes(2),
                        2_000,
                        List.of("127.0.0.2", "::1")));
        List<Setting<Integer>> counts = List.of(Settings.PINGS, Settings.EVENT_LOOPS, Settings.WARM_UP);
        assertThat(counts).extracting(config::get).isEqualTo(List.of(7, 3, 0));
        assertThat(config.get(Settings.PING_RATE)).isEqualTo(0.5);
        assertThat(config.get(Settings.DURATION)).isEqualTo(Duration.ofHours(1));
        assertThat(config.get(Settings.PONG_TIMEOUT)).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.accept()).isEqualTo(new AcceptConfig(1.5, 100));
        assertThat(config.get(Settings.OUT)).isEqualTo(Path.of("target/elsewhere"));
    }

    @Test
    void shouldReadHoldSettings() {
        Config config = with(
                SUSTAINED_HOLD,
                "wse.holdDuration",
                "2m",
                "wse.pingInterval",
                "250ms",
                "wse.minSurvivalPercent",
                "99.9");

        assertThat(config.get(Settings.HOLD_DURATION)).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.get(Settings.PING_INTERVAL)).isEqualTo(Duration.ofMillis(250));
        assertThat(config.accept()).isEqualTo(new AcceptConfig(0, 99.9));
    }

    @Test
    void shouldPreferThePropertyToTheEnvironment() {
        Map<String, String> environment = Map.of("WSE_HOST", "a", "WSE_PORT", "1", "WSE_CONNECT_WINDOW", "9");

        Config config = Config.from(CONNECTION_STORM, Map.of("wse.port", "2"), environment);

        assertThat(config.target().host()).isEqualTo("a");
        assertThat(config.target().port()).isEqualTo(2);
        assertThat(config.connect().window().of(1)).isEqualTo(9);
    }

    @Test
    void shouldNameTheEnvironmentVariableThatIsWrong() {
        assertThatThrownBy(() -> Config.from(PING_LATENCY, Map.of(), Map.of("WSE_PINGS", "many")))
                .hasMessage("wse.pings takes an integer from 1 to 1000000, such as 500, 1_000 or 1K:"
                        + " WSE_PINGS=many; give another or leave it out for 50");
    }

    @Test
    void shouldIgnoreForeignKeys() {
        Config config = Config.from(
                CONNECTION_STORM, Map.of("user.dir", "/", "wsextra", "1"), Map.of("WSE_BENCH", "1", "HOME", "/"));

        assertThat(config.target().isEmbedded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "wse.tier,wse.tiers",
        "wse.teirs,wse.tiers",
        "wse.conectWindow,wse.connectWindow",
        "wse.HOST,wse.host",
        "wse.pingrate,wse.pingRate"
    })
    void shouldSuggestTheSettingThatWasMeant(String key, String meant) {
        assertRefused(
                key + " is not a setting; did you mean " + meant + "? docs/settings.md lists all settings", key, "1");
    }

    @Test
    void shouldNotSuggestASettingWithADifferentName() {
        assertThatThrownBy(() -> with(PING_LATENCY, "wse.zzzzzz", "1"))
                .hasMessageStartingWith("wse.zzzzzz is not a setting; the settings are wse.host, wse.port,");
    }

    @Test
    void shouldNotPrintTheValueOfAnUnknownKey() {
        assertThatThrownBy(() -> with(PING_LATENCY, "wse.secrte", LONG_SECRET))
                .hasMessageContaining("did you mean wse.secret?")
                .message()
                .doesNotContain(LONG_SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wse.host|http://example.org",
                "wse.host|example.org:80",
                "wse.host|example.org/ws",
                "wse.host|1.2.3.256",
                "wse.host|12345",
                "wse.host|::zz",
                "wse.port|0",
                "wse.port|65536",
                "wse.port|-1",
                "wse.port|http",
                "wse.path|ws",
                "wse.path|/a b",
                "wse.path|/a#b",
                "wse.path|/%zz",
                "wse.tls|yes",
                "wse.dialect|STOMP",
                "wse.form|2.5",
                "wse.metrics|ftp://host/metrics",
                "wse.metrics|127.0.0.1:9090",
                "wse.metrics|http:///metrics",
                "wse.metrics|localhost/metrics",
                "wse.engine|Netty",
                "wse.transport|kqueue",
                "wse.eventLoops|1025",
                "wse.tiers|0",
                "wse.tiers|100,,200",
                "wse.tiers|100,",
                "wse.tiers|1.5",
                "wse.tiers|2147483648",
                "wse.tiers|3000M",
                "wse.tiers|99999999999999999999",
                "wse.tiers|1__0",
                "wse.tiers|1K,1000",
                "wse.connectWindow|-1",
                "wse.connectRate|NaN",
                "wse.connectRate|-0.1",
                "wse.connectRate|1e9999",
                "wse.connectTimeout|10",
                "wse.connectTimeout|0s",
                "wse.connectTimeout|11m",
                "wse.connectTimeout|10 s",
                "wse.readyTimeout|1d",
                "wse.sourceAddresses|localhost",
                "wse.sourceAddresses|127.0.0.9-127.0.0.8",
                "wse.sourceAddresses|127.0.0.2-",
                "wse.sourceAddresses|10.0.0.0/33",
                "wse.sourceAddresses|10.0.0.0/",
                "wse.sourceAddresses|127.0.0.2;127.0.0.3",
                "wse.pings|0",
                "wse.pingRate|0",
                "wse.duration|25h",
                "wse.pongTimeout|601s",
                "wse.holdDuration|never",
                "wse.maxFailedPercent|101",
                "wse.minSurvivalPercent|-1",
            })
    void shouldRefuseTextThatIsNotAllowed(String key, String text) {
        assertRefused(key + " takes ", key, text);
        assertRefused(": " + key + "=" + Config.masked(key, text) + "; ", key, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void shouldRefuseAnEmptyValueOfAnySetting(String empty) {
        for (Setting<?> setting : Settings.ALL) {
            assertRefused(setting.key() + "= is empty", setting.key(), empty);
        }
    }

    @Test
    void shouldRefuseANumberOfAnyLength() {
        assertRefused("wse.port takes", "wse.port", "1_".repeat(50_000) + "1");
    }

    @ParameterizedTest
    @CsvSource({"localhost,localhost", "[::1],::1", "::1,::1", "10.0.0.1,10.0.0.1", "my-host.example.,my-host.example."
    })
    void shouldAcceptHostNamesAndAddresses(String given, String host) {
        assertThat(with(PING_LATENCY, "wse.host", given).target().host()).isEqualTo(host);
    }

    @Test
    void shouldAcceptTheLargestIntegerAsATier() {
        assertThat(with(PING_LATENCY, "wse.tiers", "2147483647,2M,1k").tiers())
                .containsExactly(Integer.MAX_VALUE, 2_000_000, 1_000);
    }

    @Test
    void shouldRefuseAFileAsADirectory(@TempDir Path directory) throws Exception {
        String file = Files.createFile(directory.resolve("file")).toString();

        assertRefused("wse.out takes a directory, created if missing: wse.out=" + file, "wse.out", file);
    }

    @ParameterizedTest
    @CsvSource({
        "wse.port,5006",
        "wse.path,/ws",
        "wse.tls,true",
        "wse.dialect,echo",
        "wse.metrics,http://127.0.0.1/metrics",
    })
    void shouldRefuseSettingsOfAHostWithoutAHost(String key, String value) {
        assertRefused(
                key + " needs wse.host; without it, the run starts the embedded server: " + key + "=", key, value);
    }

    @ParameterizedTest
    @CsvSource({"wse.form,2.5.1", "wse.serverRead,count"})
    void shouldRefuseSettingsOfTheEmbeddedServerWithAHost(String key, String value) {
        assertRefused(key + " configures the embedded server", "wse.host", "localhost", key, value);
        assertThat(with(PING_LATENCY, key, value).effective()).containsEntry(key, value);
    }

    @Test
    void shouldRefuseProcessesTogetherWithAgents() {
        assertRefused(
                "wse.processes has no effect with wse.agents, because each agent is one process: wse.processes=2,"
                        + " wse.agents=2; leave it out and start more agents",
                "wse.engine",
                "netty",
                "wse.agents",
                "2",
                "wse.processes",
                "2");
    }

    @Test
    void shouldRefuseSecretAndTokenTogether() {
        assertRefused("leave one out", "wse.token", "abc.def.ghi", "wse.secret", LONG_SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wse.token", "wse.secret"})
    void shouldRefuseATokenForTheEchoDialect(String key) {
        assertRefused("the echo dialect sends no token", "wse.host", "h", "wse.dialect", "echo", key, LONG_SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "wse.connectTimeout,3s,gatling.socket.connectTimeout",
        "wse.transport,nio,-Dwse.engine=netty",
        "wse.processes,2,-Dwse.engine=netty",
        "wse.eventLoops,2,-Dwse.engine=netty"
    })
    void shouldRefuseSettingsThatGatlingsOwnEngineIgnores(String key, String value, String remedy) {
        assertRefused(remedy, key, value);
        assertThat(with(PING_LATENCY, key, value, "wse.engine", "netty")).isNotNull();
    }

    @Test
    void shouldRefuseAnOpenScheduleWithoutAPing() {
        assertRefused("wse.duration=999ms, wse.pingRate=1;", "wse.duration", "999ms", "wse.pingRate", "1");
        assertThat(with(PING_LATENCY, "wse.duration", "1s", "wse.pingRate", "1"))
                .isNotNull();
    }

    @Test
    void shouldRefuseAHoldShorterThanItsPingInterval() {
        assertThatThrownBy(() -> with(SUSTAINED_HOLD, "wse.holdDuration", "4999ms"))
                .hasMessageContaining("wse.holdDuration=4999ms, wse.pingInterval=5s;");
        assertThat(with(SUSTAINED_HOLD, "wse.holdDuration", "5s")).isNotNull();
    }

    @Test
    void shouldDemandAKeyAsLongAsTheHash() {
        assertRefused("wse.secret takes at least 32 bytes", "wse.secret", LONG_SECRET.substring(0, 31));
        assertThat(with(PING_LATENCY, "wse.secret", LONG_SECRET.substring(0, 32))
                        .target())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"WSE_PORT,wse,wse.port", "WSE_CLUSTER_PORT,wse-cluster,wse.clusterPort"})
    void shouldExplainTheVariablesOfKubernetes(String variable, String service, String key) {
        Map<String, String> environment = Map.of(variable, "tcp://10.96.0.12:5006", "WSE_PORT_5006_TCP_PROTO", "tcp");

        assertThatThrownBy(() -> Config.from(PING_LATENCY, Map.of(), environment))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(": " + variable
                        + "=tcp://10.96.0.12:5006; Kubernetes sets this variable for a service" + " named " + service
                        + "; give -D" + key + ", or set enableServiceLinks: false in the pod's spec");
    }

    @Test
    void shouldListOnlySettingsThatHaveAnEffect() {
        assertThat(with(CONNECTION_STORM, "wse.engine", "gatling").effective())
                .containsEntry("wse.tiers", "100,500,1000,2000,5000")
                .containsEntry("wse.form", "2.0.0")
                .containsEntry("wse.connectRate", "0")
                .doesNotContainKeys(
                        "wse.host", "wse.port", "wse.holdDuration", "wse.pings", "wse.pingRate", "wse.transport");
        assertThat(with(SUSTAINED_HOLD, "wse.holdDuration", "90s", "wse.engine", "netty", "wse.host", "h")
                        .effective())
                .containsEntry("wse.holdDuration", "90s")
                .containsEntry("wse.port", "5006")
                .containsEntry("wse.transport", "auto")
                .doesNotContainKeys("wse.form", "wse.pingRate");
    }
}

package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.TestKind.FORMAT_COMPARISON;
import static wse.config.TestKind.SIZE_MATRIX;
import static wse.config.TestKind.THROUGHPUT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings of the floods. */
class FloodSettingsTest {

    private static Config with(TestKind test, String... pairs) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return Config.from(test, properties, Map.of());
    }

    private static void assertRefused(String message, TestKind test, String... pairs) {
        assertThatThrownBy(() -> with(test, pairs))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    private static List<Object> flood(Config config) {
        return List.of(
                config.get(Settings.DIRECTION),
                config.get(Settings.SIZES),
                config.get(Settings.FORMATS),
                config.get(Settings.FRAMES_PER_WRITE),
                config.get(Settings.MASK),
                config.get(Settings.IN_FLIGHT),
                config.get(Settings.DECODE),
                config.get(Settings.DURATION),
                config.get(Settings.DRAIN_TIMEOUT));
    }

    @Test
    void shouldFloodTheServerByDefault() {
        Config config = with(THROUGHPUT);

        assertThat(config.get(Settings.ENGINE)).isEqualTo(EngineKind.NETTY);
        assertThat(config.tiers()).containsExactly(100, 500, 1_000);
        assertThat(config.get(Settings.WARM_UP)).isEqualTo(200);
        assertThat(config.target().serverRead()).isEqualTo(ReadMode.PARSE);
        assertThat(flood(config))
                .containsExactly(
                        Direction.OUT,
                        List.of(64, 256, 1_024, 4_096, 16_384, 65_536),
                        List.of(Format.values()),
                        FramesPerWrite.BLOCK,
                        Masking.POOL,
                        16,
                        Decoding.FRAMES,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60));
    }

    @Test
    void shouldHaveDefaultsForEachTest() {
        assertThat(with(SIZE_MATRIX).tiers()).containsExactly(100, 500);
        assertThat(with(SIZE_MATRIX).get(Settings.DURATION)).isEqualTo(Duration.ofSeconds(5));
        assertThat(with(FORMAT_COMPARISON).tiers()).containsExactly(100, 500);
        assertThat(with(FORMAT_COMPARISON).get(Settings.DURATION)).isEqualTo(Duration.ofSeconds(10));
        assertThat(with(FORMAT_COMPARISON).get(Settings.DECODE)).isEqualTo(Decoding.PAYLOADS);
    }

    @Test
    void shouldReadEverySettingOfAFlood() {
        Config config = with(
                SIZE_MATRIX,
                "wse.direction",
                "echo",
                "wse.sizes",
                "64, 16777216",
                "wse.framesPerWrite",
                "1",
                "wse.mask",
                "fresh",
                "wse.inFlight",
                "1K",
                "wse.decode",
                "payloads",
                "wse.duration",
                "3s",
                "wse.drainTimeout",
                "2m");

        assertThat(flood(config))
                .containsExactly(
                        Direction.ECHO,
                        List.of(64, 16_777_216),
                        List.of(Format.values()),
                        FramesPerWrite.of(1),
                        Masking.FRESH,
                        1_000,
                        Decoding.PAYLOADS,
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = TestKind.class,
            names = {"THROUGHPUT", "SIZE_MATRIX", "FORMAT_COMPARISON"})
    void shouldRefuseGatlingsEngine(TestKind test) {
        assertRefused(test.label() + " needs wse.engine=netty", test, "wse.engine", "gatling");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wse.sizes|63",
                "wse.sizes|16777217",
                "wse.sizes|64,",
                "wse.sizes|64,64",
                "wse.sizes|1KiB",
                "wse.formats|xml",
                "wse.formats|json,json",
                "wse.formats|JSON",
                "wse.direction|both",
                "wse.framesPerWrite|0",
                "wse.framesPerWrite|65537",
                "wse.framesPerWrite|blocks",
                "wse.mask|none",
                "wse.inFlight|0",
                "wse.decode|all",
                "wse.drainTimeout|60",
                "wse.serverRead|skim",
            })
    void shouldRefuseTextThatIsNotAllowed(String key, String text) {
        assertRefused(key + " takes ", THROUGHPUT, key, text);
        assertRefused(": " + key + "=" + text + "; ", THROUGHPUT, key, text);
    }

    @ParameterizedTest
    @CsvSource({
        "out,wse.inFlight,4",
        "in,wse.inFlight,4",
        "out,wse.decode,payloads",
        "in,wse.framesPerWrite,1",
        "in,wse.mask,fresh"
    })
    void shouldRefuseSettingsWithoutAnEffectInTheDirection(String direction, String key, String value) {
        assertRefused(key + " needs wse.direction=", THROUGHPUT, "wse.direction", direction, key, value);
        assertThat(with(THROUGHPUT, "wse.direction", direction).effective()).doesNotContainKey(key);
        assertThat(with(THROUGHPUT, "wse.direction", "echo", key, value).effective())
                .containsEntry(key, value);
    }

    @Test
    void shouldNotAskAnEchoServerToSendByItself() {
        assertRefused(
                "wse.direction=in, wse.dialect=echo; give wse.direction=echo",
                THROUGHPUT,
                "wse.host",
                "h",
                "wse.dialect",
                "echo",
                "wse.direction",
                "in");
        assertThat(with(THROUGHPUT, "wse.host", "h", "wse.dialect", "echo").get(Settings.DIRECTION))
                .isEqualTo(Direction.ECHO);
        assertThat(with(THROUGHPUT, "wse.host", "h", "wse.dialect", "echo", "wse.direction", "out")
                        .get(Settings.DIRECTION))
                .isEqualTo(Direction.OUT);
    }

    @Test
    void shouldRefuseAWriteOfMoreMessagesThanMayBeInFlight() {
        assertRefused(
                "wse.framesPerWrite=17, wse.inFlight=16",
                THROUGHPUT,
                "wse.direction",
                "echo",
                "wse.framesPerWrite",
                "17");
        assertThat(with(THROUGHPUT, "wse.direction", "echo", "wse.framesPerWrite", "16"))
                .isNotNull();
        assertThat(with(THROUGHPUT, "wse.framesPerWrite", "17")).isNotNull();
    }

    @Test
    void shouldLimitAWriteToSixteenMebibytes() {
        assertRefused("within 16 MiB", SIZE_MATRIX, "wse.sizes", "64,1048576", "wse.framesPerWrite", "17");
        assertThat(with(SIZE_MATRIX, "wse.sizes", "64,1048576", "wse.framesPerWrite", "16"))
                .isNotNull();
        assertThat(with(THROUGHPUT, "wse.framesPerWrite", "65536")).isNotNull();
    }

    /** The file determines the protocol, so wse.dialect is not given. */
    @Test
    void shouldFloodOnlyInTheFormatsOfADescribedProtocol() {
        String[] settings = {"wse.host", "127.0.0.1", "wse.script", "docs/examples/binary-game.yaml"};
        String[] others = {settings[0], settings[1], settings[2], settings[3], "wse.formats", "json,zlib"};

        assertThat(with(FORMAT_COMPARISON, settings).get(Settings.FORMATS)).containsExactly(Format.JSON);
        assertRefused(
                "the script dialect has no messages in some of these formats: wse.formats=json,zlib,"
                        + " wse.dialect=script; give wse.formats=json",
                FORMAT_COMPARISON,
                others);
    }
}

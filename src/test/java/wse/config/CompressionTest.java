package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static Compression compression(TestKind test, String value, String engine) {
        return Config.from(test, Map.of("wse.compression", value, "wse.engine", engine), Map.of())
                .get(CompressionSettings.COMPRESSION);
    }

    @Test
    void shouldBeOffByDefault() {
        Compression compression =
                Config.from(TestKind.PING_LATENCY, Map.of(), Map.of()).get(CompressionSettings.COMPRESSION);

        assertThat(compression.isOn()).isFalse();
        assertThat(compression).hasToString("off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate; client_max_window_bits",
                "permessage-deflate,server_max_window_bits=8 , client_max_window_bits=15"
                        + " | permessage-deflate; server_max_window_bits=8; client_max_window_bits=15",
                "permessage-deflate,server_no_context_takeover;client_no_context_takeover"
                        + " | permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            })
    void shouldOfferWhatTheUserAsksFor(String value, String header) {
        Compression compression = compression(TestKind.THROUGHPUT, value, "netty");

        assertThat(compression.header()).isEqualTo(header);
        assertThat(Compression.parse(compression.toString())).isEqualTo(compression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off | false | false | 15 | 15",
                "permessage-deflate | true | true | 15 | 15",
                "permessage-deflate,client_no_context_takeover | false | true | 15 | 15",
                "permessage-deflate,server_no_context_takeover,client_max_window_bits | true | false | 15 | 15",
                "permessage-deflate,client_max_window_bits=10,server_max_window_bits=9 | true | true | 10 | 9"
            })
    void shouldKnowWhatEachSideMayKeep(
            String value, boolean clientKeeps, boolean serverKeeps, int clientBits, int serverBits) {
        Compression compression = Compression.parse(value);

        assertThat(compression.keepsClientContext()).isEqualTo(clientKeeps);
        assertThat(compression.keepsServerContext()).isEqualTo(serverKeeps);
        assertThat(compression.clientWindowBits()).isEqualTo(clientBits);
        assertThat(compression.serverWindowBits()).isEqualTo(serverBits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "permessage-deflate,",
                "permessage-deflate,foo",
                "permessage-deflate,server_max_window_bits",
                "permessage-deflate,client_max_window_bits=7",
                "permessage-deflate,client_max_window_bits=",
                "permessage-deflate,client_no_context_takeover=true",
                "permessage-deflate,client_no_context_takeover,client_no_context_takeover"
            })
    void shouldRefuseWhatIsNoOffer(String value) {
        assertThatThrownBy(() -> compression(TestKind.THROUGHPUT, value, "netty"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.compression=" + value)
                .hasMessageContaining("off or permessage-deflate");
    }

    @Test
    void shouldOfferWhatGatlingsClientAddsIfItIsUsed() {
        assertThat(offered("permessage-deflate,server_max_window_bits=9", "netty"))
                .isEqualTo("permessage-deflate; server_max_window_bits=9");
        assertThat(offered("permessage-deflate,server_max_window_bits=9", "gatling"))
                .isEqualTo("permessage-deflate; server_max_window_bits=9; client_no_context_takeover;"
                        + " client_max_window_bits");
        assertThat(offered("permessage-deflate,client_max_window_bits,client_no_context_takeover", "gatling"))
                .isEqualTo("permessage-deflate; client_max_window_bits; client_no_context_takeover");
        assertThat(offered("off", "gatling")).isEmpty();
    }

    private static String offered(String value, String engine) {
        Map<String, String> settings = Map.of("wse.compression", value, "wse.engine", engine);
        return CompressionSettings.offered(Config.from(TestKind.PING_LATENCY, settings, Map.of()))
                .header();
    }

    @Test
    void shouldNotLimitTheWindowOfGatlingsClient() {
        assertThat(compression(TestKind.PING_LATENCY, "permessage-deflate,client_max_window_bits", "gatling")
                        .isOn())
                .isTrue();
        assertThatThrownBy(() ->
                        compression(TestKind.PING_LATENCY, "permessage-deflate,client_max_window_bits=9", "gatling"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("client_max_window_bits must not have a value with wse.engine=gatling, because Gatling's"
                        + " client limits its window only if the server asks for it:"
                        + " wse.compression=permessage-deflate,client_max_window_bits=9; leave the value out, or give"
                        + " wse.engine=netty");
    }
}

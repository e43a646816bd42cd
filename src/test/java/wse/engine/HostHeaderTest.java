package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, 5006, false, example.org:5006",
        "example.org, 80, false, example.org",
        "example.org, 443, true, example.org",
        "example.org, 80, true, example.org:80",
        "example.org, 443, false, example.org:443",
        "127.0.0.1, 80, false, 127.0.0.1",
        "::1, 80, false, [::1]",
        "[::1], 9012, false, [::1]:9012",
        "::1%lo, 9012, false, [::1]:9012",
        "fe80::1%eth0.7, 443, true, [fe80::1]"
    })
    void shouldHaveNeitherTheDefaultPortNorAZone(String host, int port, boolean tls, String header) {
        assertThat(HostHeader.of(host, port, tls)).isEqualTo(header);
    }
}

package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "10.0.0.5, 10.0.0.5",
        "::1, [::1]",
        "fe80::1%eth0, [fe80::1%eth0]",
        "'', ''",
    })
    void shouldPutBracketsAroundIpv6AddressesOnly(String host, String bracketed) {
        assertThat(Hosts.bracketed(host)).isEqualTo(bracketed);
        assertThat(Hosts.bare(bracketed)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"[::1", "::1]", "[", "]"})
    void shouldKeepASingleBracket(String host) {
        assertThat(Hosts.bare(host)).isEqualTo(host);
    }
}

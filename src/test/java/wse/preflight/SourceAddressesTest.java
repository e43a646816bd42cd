package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.2|1|127.0.0.2",
                "127.0.0.2, 127.0.0.3|2|127.0.0.2-127.0.0.3",
                "127.0.0.254-127.0.1.1|4|127.0.0.254-127.0.1.1",
                "127.0.0.2,127.0.0.2|1|127.0.0.2",
                "10.0.0.9/29|6|10.0.0.9-10.0.0.14",
                "10.0.0.9/32|1|10.0.0.9",
                "10.0.0.9/31|2|10.0.0.8-10.0.0.9",
                "fe80::1,::1,127.0.0.1|3|fe80::1,::1,127.0.0.1"
            })
    void shouldReadAndWriteLists(String list, int count, String written) {
        SourceAddresses addresses = SourceAddresses.parse(list);

        assertThat(addresses.count()).isEqualTo(count);
        assertThat(addresses).hasToString(written);
        assertThat(SourceAddresses.parse(written)).isEqualTo(addresses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.0.0.256",
                "127.0.0",
                "127.0.0.9-127.0.0.8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/8",
                "127.0.0.2,",
                "0.0.0.0-255.255.255.255",
                "999999999999.0.0.1"
            })
    void shouldRefuseTextThatIsNotAListOfAddresses(String list) {
        assertThatThrownBy(() -> SourceAddresses.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("source addresses must be at most 65536 addresses such as 127.0.0.2, ")
                .hasMessageContaining("sources=");
    }

    @Test
    void shouldUseLoopbackAddressesBeyondTheLastOctet() {
        assertThat(SourceAddresses.loopback(0).addresses()).isEmpty();
        assertThat(SourceAddresses.loopback(1)).hasToString("127.0.0.2");
        assertThat(SourceAddresses.loopback(300)).hasToString("127.0.0.2-127.0.1.45");
        assertThat(SourceAddresses.loopbackRange(300)).isEqualTo("127.0.0.2-127.0.1.45");
    }
}

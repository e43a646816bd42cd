package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "0:0:0:0:0:0:0:1, ::1, [::1]",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1, [2001:db8::1:0:0:1]"
    })
    void shouldBeAsShortAsPossible(String address, String text, String bracketed) throws Exception {
        assertThat(IpText.of(InetAddress.getByName(address))).isEqualTo(text);
        assertThat(IpText.bracketed(InetAddress.getByName(address))).isEqualTo(bracketed);
    }

    @Test
    void shouldKeepTheZone() throws Exception {
        byte[] bytes = InetAddress.getByName("fe80::7").getAddress();
        InetAddress address = Inet6Address.getByAddress("link-local", bytes, 7);

        assertThat(IpText.of(address)).isEqualTo("fe80::7%7");
        assertThat(IpText.bracketed(address)).isEqualTo("[fe80::7%7]");
        assertThat(IpText.isIn("[fe80::7]:5006", address)).isTrue();
        assertThat(IpText.isIn("example.org:5006", address)).isFalse();
    }
}

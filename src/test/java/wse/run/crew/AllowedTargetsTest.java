package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.BadInputException;

class AllowedTargetsTest {

    private static boolean allows(List<String> texts, String address, int port) {
        return AllowedTargets.parse(texts)
                .refusal(new InetSocketAddress(MemberBriefing.inet(address), port))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.255.0.1, true",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "192.168.7.7, true",
        "192.169.0.1, false",
        "203.0.113.9, false",
        "169.254.1.1, false",
        "0.0.0.0, false",
        "::1, true",
        "fd12::1, true",
        "2001:db8::1, false",
        "::ffff:10.0.0.1, true",
        "::ffff:203.0.113.9, false",
        "fd00:ec2::254, false"
    })
    void shouldAllowOnlyLoopbackAndPrivateAddressesByDefault(String address, boolean allowed) {
        assertThat(allows(AllowedTargets.DEFAULT, address, 443)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9, 1, true",
        "203.0.113.9, 203.0.113.10, 1, false",
        "203.0.113.9:443, 203.0.113.9, 443, true",
        "203.0.113.9:443, 203.0.113.9, 80, false",
        "203.0.113.0/24:443, 203.0.113.77, 443, true",
        "203.0.113.0/24:443, 203.0.114.77, 443, false",
        "2001:db8::/32, 2001:db8::77, 443, true",
        "2001:db8::77, 2001:db8::78, 443, false",
        "[2001:db8::/32]:443, 2001:db8::77, 443, true",
        "[2001:db8::/32]:443, 2001:db8::77, 80, false",
        "0.0.0.0/0, 203.0.113.9, 80, true",
        "0.0.0.0/0, 169.254.169.254, 80, false"
    })
    void shouldAllowWhatTheOwnerNames(String text, String address, int port, boolean allowed) {
        assertThat(allows(List.of(text), address, port)).isEqualTo(allowed);
    }

    @Test
    void shouldAllowEachOfSeveralNetworks() {
        assertThat(allows(List.of("203.0.113.9", "10.0.0.0/8"), "10.0.0.1", 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0/8",
                "10.0.0.1:0",
                "10.0.0.1:65536",
                "10.0.0.1:",
                "[fd00::/8]:x",
                "fd00::/129"
            })
    void shouldRefuseWhatIsNeitherAnAddressNorANetwork(String text) {
        assertThatThrownBy(() -> AllowedTargets.parse(List.of(text)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("--allow-target must be", "--allow-target=" + text);
    }

    @Test
    void shouldSayWhatIsAllowedAndWhatToDo() {
        assertThat(AllowedTargets.parse(List.of("10.0.0.0/8", "::1/128"))
                        .refusal(new InetSocketAddress(MemberBriefing.inet("203.0.113.9"), 443)))
                .contains("an agent connects only to servers that its owner allows: target=203.0.113.9:443,"
                        + " --allow-target=10.0.0.0/8,::1/128; if that server may be tested, start the agent with"
                        + " --allow-target 203.0.113.9:443");
    }
}

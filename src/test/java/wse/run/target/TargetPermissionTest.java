package wse.run.target;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TargetConfig;
import wse.config.TestKind;

class TargetPermissionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.254",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.1.1",
                "198.19.255.254",
                "::1",
                "fd12:3456::1",
                "fe80::1",
                "::ffff:10.1.2.3"
            })
    void shouldAllowServersOfOnesOwnNetwork(String address) {
        assertThatCode(() -> require(address, null, address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.255.254",
                "172.32.0.1",
                "100.63.255.254",
                "100.128.0.1",
                "11.0.0.1",
                "192.169.0.1",
                "2001:4860:4860::8888",
                "::ffff:8.8.8.8"
            })
    void shouldDemandAConfirmationForServersOnTheInternet(String address) {
        assertThatThrownBy(() -> require(address, null, address))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("must be confirmed before it is put under load: wse.host=" + address)
                .hasMessageContaining("; if you may test it, give -Dwse.confirmTarget=" + address + " too");
        assertThatThrownBy(() -> require(address, "example.org", address)).isInstanceOf(BadInputException.class);
        assertThatCode(() -> require(address, address, address)).doesNotThrowAnyException();
    }

    @Test
    void shouldLookAtEveryAddressOfAName() {
        assertThatThrownBy(() -> require("chat.example.org", null, "10.0.0.1", "93.184.215.14"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.host=chat.example.org (93.184.215.14); if you may test it, give"
                        + " -Dwse.confirmTarget=chat.example.org too");
        assertThatCode(() -> require("chat.example.org", "Chat.Example.org", "10.0.0.1", "93.184.215.14"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "168.63.129.16"})
    void shouldNeverTestTheMetadataServiceOfACloud(String address) {
        for (String confirmation : new String[] {null, "metadata.example.org"}) {
            assertThatThrownBy(() -> require("metadata.example.org", confirmation, address))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("wse.host must not be the metadata service of a cloud: "
                            + "wse.host=metadata.example.org (");
        }
    }

    private static void require(String host, String confirmation, String... addresses) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("wse.host", host));
        if (confirmation != null) {
            settings.put("wse.confirmTarget", confirmation);
        }
        TargetConfig config =
                Config.from(TestKind.CONNECTION_STORM, settings, Map.of()).target();
        List<InetAddress> resolved = new ArrayList<>();
        for (String address : addresses) {
            resolved.add(InetAddress.getByName(address));
        }
        TargetPermission.require(config, host, resolved);
    }
}

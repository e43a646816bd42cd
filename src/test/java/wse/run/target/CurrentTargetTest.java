package wse.run.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TestKind;

/** Names with several addresses, and names whose addresses change during a run. */
class CurrentTargetTest {

    private final AtomicReference<List<String>> answer = new AtomicReference<>(List.of());

    private final HostNames names = host -> {
        if (answer.get().isEmpty()) {
            throw new UnknownHostException(host);
        }
        return answer.get().stream().map(CurrentTargetTest::inet).toList();
    };

    @Test
    void shouldUseEveryAddressOfEveryHostWithItsName() {
        answer.set(List.of("127.0.0.2", "::1", "127.0.0.2"));

        List<ServerAddress> all = ServerAddress.all(config("wse.host", "a,b").target(), names);

        assertThat(all)
                .extracting(address -> address.hostHeader() + " " + address.ip())
                .containsExactly("a:5006 127.0.0.2", "a:5006 ::1", "b:5006 127.0.0.2", "b:5006 ::1");
    }

    @Test
    void shouldNeitherSendTheDefaultPortNorAZone() {
        answer.set(List.of("127.0.0.1"));
        Config plain = config("wse.host", "a", "wse.port", "80");
        Config secured = config("wse.host", "a", "wse.port", "443", "wse.tls", "true");

        assertThat(ServerAddress.all(plain.target(), names).get(0).hostHeader()).isEqualTo("a");
        assertThat(ServerAddress.all(secured.target(), names).get(0).hostHeader())
                .isEqualTo("a");
    }

    @Test
    void shouldCountAHostBehindAProxyAsOneAddress() {
        answer.set(List.of("127.0.0.2", "127.0.0.3"));
        Config config = config("wse.host", "a,b", "wse.engine", "netty", "wse.proxy", "http://127.0.0.1:3128");

        assertThat(ServerAddress.all(config.target(), names))
                .extracting(ServerAddress::hostHeader)
                .containsExactly("a:5006", "b:5006");
    }

    @Test
    void shouldRefuseAListWithOneForbiddenOrUnknownHost() {
        assertThatThrownBy(() -> ServerAddress.all(config("wse.host", "a,b").target(), names))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith("wse.host=a; check the spelling or give the IP address");
        Config proxied = config("wse.host", "a", "wse.engine", "netty", "wse.proxy", "http://127.0.0.1:3128");
        assertThatThrownBy(() -> ServerAddress.all(proxied.target(), names))
                .hasMessageContaining("The name must resolve on this machine, too, although the proxy looks it up");
        answer.set(List.of("127.0.0.1", "169.254.169.254"));
        assertThatThrownBy(() -> ServerAddress.all(config("wse.host", "a").target(), names))
                .hasMessageStartingWith("wse.host must not be the metadata service of a cloud");
    }

    @Test
    void shouldFollowTheAddressesOfANameExceptThoseLeftOut() {
        answer.set(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"));
        ServerAddress dead = new ServerAddress(new InetSocketAddress("127.0.0.3", 5006), "127.0.0.1:5006");
        CurrentTarget current = new CurrentTarget(up(), List.of(dead), Optional.of(names));

        assertThat(current.lookUp())
                .contains("the addresses of 127.0.0.1 have changed: 127.0.0.1, 127.0.0.2 instead of 127.0.0.1");
        assertThat(current.now().endpoints())
                .extracting(endpoint -> endpoint.remote().getAddress().getHostAddress())
                .containsExactly("127.0.0.1", "127.0.0.2");
        assertThat(current.now().contact().servers()).hasSize(2);

        answer.set(List.of("127.0.0.2", "127.0.0.1"));
        Target before = current.now();
        assertThat(current.lookUp()).as("another order").isEmpty();
        assertThat(current.now()).isSameAs(before);
    }

    @Test
    void shouldKeepTheAddressesIfTheNameNoLongerResolvesOrMustNotBeTested() {
        CurrentTarget current = new CurrentTarget(up(), List.of(), Optional.of(names));
        Target before = current.now();

        assertThat(current.lookUp().orElseThrow())
                .startsWith("the addresses of 127.0.0.1 could not be looked up again and remain as they were:"
                        + " wse.host must be a host name or address");
        answer.set(List.of("127.0.0.1", "203.0.113.9"));
        assertThat(current.lookUp().orElseThrow()).contains("a server on the Internet must be confirmed");
        assertThat(current.now()).isSameAs(before);
    }

    @Test
    void shouldStayAtTheFirstAddressIfTheSettingsSaySo() {
        answer.set(List.of("127.0.0.2"));

        assertThat(new CurrentTarget(up("wse.addresses", "first"), List.of(), Optional.of(names)).lookUp())
                .isEmpty();
        assertThat(CurrentTarget.of(up()).lookUp()).isEmpty();
    }

    private static Target up(String... settings) {
        String[] all = Stream.concat(Stream.of("wse.host", "127.0.0.1"), Stream.of(settings))
                .toArray(String[]::new);
        return Target.up(config(all), Duration.ZERO, 1, ClassArchive.NONE, List.of());
    }

    private static Config config(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Config.from(TestKind.CONNECTION_STORM, all, Map.of());
    }

    private static InetAddress inet(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

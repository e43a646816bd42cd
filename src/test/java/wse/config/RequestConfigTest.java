package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings for the upgrade request. */
class RequestConfigTest {

    private static Config config(Map<String, String> environment, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("wse.host", "127.0.0.1", "wse.dialect", "echo"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Config.from(TestKind.CONNECTION_STORM, all, environment);
    }

    @Test
    void shouldReadHeadersQueryOriginAndSubprotocols() {
        Config config = config(
                Map.of("WSE_HEADER_X_API_KEY", "k3y-of-the-environment", "WSE_HEADER_X_ROOM", "a", "WSE_QUERY_V", "2"),
                "wse.header.X-Room",
                "lobby",
                "wse.query.token",
                "t0ken-of-a-user",
                "wse.origin",
                "https://example.org",
                "wse.subprotocol",
                "v2.chat,v1.chat");

        assertThat(config.target().request())
                .isEqualTo(new RequestConfig(
                        Map.of(
                                "x-api-key",
                                "k3y-of-the-environment",
                                "X-Room",
                                "lobby",
                                "Origin",
                                "https://example.org"),
                        Map.of("v", "2", "token", "t0ken-of-a-user"),
                        List.of("v2.chat", "v1.chat")));
    }

    @Test
    void shouldHideSecretsAndAllValuesOfTheQuery() {
        Config config = config(
                Map.of(),
                "wse.header.Authorization",
                "Token abcdefg",
                "wse.header.X-Room",
                "lobby",
                "wse.query.room",
                "private-room");

        assertThat(config.effective())
                .containsEntry("wse.header.Authorization", "********")
                .containsEntry("wse.header.X-Room", "lobby")
                .containsEntry("wse.query.room", "********");
        assertThat(config.redact("no Token abcdefg in private-room")).isEqualTo("no ******** in ********");
        assertThat(Config.masked("wse.query.room", "private-room")).isEqualTo("********");
        assertThat(SettingRoles.isOfServer("wse.header.X-Room")).isTrue();
        assertThat(SettingRoles.isOfServer("wse.dialect.topic")).isFalse();
    }

    @Test
    void shouldRefuseHeadersThatAreNotTheUsers() {
        assertThatThrownBy(() -> config(Map.of(), "wse.header.Host", "a"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("wse.header.Host: the client itself sends the header Host; remove it");
        assertThatThrownBy(() -> config(Map.of(), "wse.header.Sec-WebSocket-Protocol", "a"))
                .hasMessageEndingWith("is set by wse.subprotocol; move its value there");
        assertThatThrownBy(() -> config(Map.of(), "wse.header.X A", "a")).hasMessageContaining("\"X …\"");
        assertThatThrownBy(() -> config(Map.of(), "wse.header.X-A", "a\nb")).hasMessageContaining("single line");
        assertThatThrownBy(() -> config(Map.of(), "wse.header.origin", "a", "wse.origin", "https://b"))
                .hasMessageContaining("must be given once");
        assertThatThrownBy(() -> config(Map.of(), "wse.subprotocol", "a b"))
                .hasMessageContaining("wse.subprotocol takes");
    }

    @Test
    void shouldRefuseThemWithoutAServerOfOnesOwn() {
        assertThatThrownBy(() -> Config.from(TestKind.CONNECTION_STORM, Map.of("wse.header.X-A", "secret"), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("need wse.host")
                .satisfies(e -> assertThat(e).message().doesNotContain("secret"));
    }
}

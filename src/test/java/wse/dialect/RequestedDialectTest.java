package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.config.BadInputException;
import wse.config.RequestConfig;
import wse.config.Users;

/** The settings for the upgrade request work with each protocol. */
class RequestedDialectTest {

    private static final DialectContext CONTEXT = DialectContext.at(Instant.EPOCH);

    private static Dialect dialect(DialectContext context) {
        return new Dialects().create("echo", context);
    }

    @Test
    void shouldAddHeadersQueryAndSubprotocols() {
        Dialect echo = dialect(CONTEXT.withPath("/live?v=2")
                .withRequest(new RequestConfig(
                        Map.of("Origin", "https://example.org"), Map.of("room no", "a&b"), List.of("v2", "v1"))));

        OpeningRequest request = echo.openingRequest(3);

        assertThat(request.target()).isEqualTo("/live?v=2&room%20no=a%26b");
        assertThat(request.allHeaders())
                .containsEntry("Origin", "https://example.org")
                .containsEntry("Sec-WebSocket-Protocol", "v2, v1");
        assertThat(echo.openingRequest(4)).isSameAs(request);
    }

    @Test
    void shouldReplaceAHeaderOfTheProtocol() {
        DialectContext context = CONTEXT.withToken("a.b.c")
                .withRequest(new RequestConfig(Map.of("authorization", "Token x"), Map.of(), List.of()));

        assertThat(new Dialects().create("wse", context).openingRequest(0).allHeaders())
                .containsEntry("authorization", "Token x")
                .containsEntry("Cookie", "access_token=a.b.c")
                .hasSize(2);
    }

    @Test
    void shouldSendEachUsersOwnValues() {
        Users users = Users.of(List.of("token"), List.of(List.of("t0"), List.of("t&1")), false);
        Dialect chat = RequestedDialect.of(
                new EchoDialect("/"),
                CONTEXT.withUsers(users)
                        .withRequest(new RequestConfig(
                                Map.of("X-User", "no #{index}: #{user.token}"),
                                Map.of("token", "#{user.token}"),
                                List.of())));

        assertThat(chat.openingRequest(1).target()).isEqualTo("/?token=t%261");
        assertThat(chat.openingRequest(1).headers()).isEqualTo(Map.of("X-User", "no 1: t&1"));
        assertThat(chat.openingRequest(0).target()).isEqualTo("/?token=t0");
    }

    @Test
    void shouldRefusePlaceholdersThatAreNotKnown() {
        assertThatThrownBy(() -> dialect(
                        CONTEXT.withRequest(new RequestConfig(Map.of("X-User", "#{usr.token}"), Map.of(), List.of()))))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "wse.dialect=echo: wse.header.X-User must not contain #{usr.token}, which is not known; known"
                                + " are #{index} and #{user.COLUMN}");
        assertThatThrownBy(() -> dialect(
                        CONTEXT.withRequest(new RequestConfig(Map.of("X-User", "#{user.token}"), Map.of(), List.of()))))
                .hasMessageContaining("give wse.users");
    }

    @Test
    void shouldRenewTheCredentialsOfTheProtocol() {
        DialectContext context = CONTEXT.withSecret("a secret of at least 32 bytes, for tests")
                .withRequest(new RequestConfig(Map.of("X-A", "b"), Map.of(), List.of()));
        Dialect wse = new Dialects().create("wse", context);

        Dialect renewed = wse.renewed(Instant.EPOCH.plusSeconds(60), Duration.ofSeconds(1));

        assertThat(renewed.openingRequest(0).headers()).containsEntry("X-A", "b");
        assertThat(renewed.openingRequest(0).headers().get("Cookie"))
                .isNotEqualTo(wse.openingRequest(0).headers().get("Cookie"));
    }

    /** A method that is not passed on would silently have its default. */
    @Test
    void shouldPassEveryMethodOnToTheProtocol() {
        Stream<Method> methods = Stream.of(Dialect.class, Conversation.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()));

        assertThat(methods)
                .allSatisfy(method -> assertThat(
                                RequestedDialect.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}

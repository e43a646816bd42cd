package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static ReferenceServer server;

    @BeforeAll
    static void start() {
        server = ReferenceServer.start(ServerOptions.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String answer(String request) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            return client.send(request).rest();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /wse,GET /other,404",
        "GET /wse,GET /,404",
        "GET /wse,POST /wse,405",
        "HTTP/1.1,HTTP/1.0,400",
        "Host: localhost,X: y,400",
        "Upgrade: websocket,Upgrade: h2c,426",
        "Connection: Upgrade,Connection: close,426",
        "Sec-WebSocket-Version: 13,Sec-WebSocket-Version: 12,426",
        "dGhlIHNhbXBsZSBub25jZQ==,abc,400",
        "dGhlIHNhbXBsZSBub25jZQ==,not base64!,400",
        "Sec-WebSocket-Key,X-Key,400",
        "Host: localhost,Content-Length: 5,400"
    })
    void shouldRefuseAFaultyUpgradeWithItsStatus(String part, String other, int status) throws Exception {
        assertThat(answer(RawClient.request("/wse").replace(part, other)))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("connection: close", "/wse");
    }

    @Test
    void shouldRefuseASecondKeyOrHost() throws Exception {
        for (String field : List.of("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Host: other")) {
            assertThat(answer(RawClient.request("/wse", field))).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void shouldNameTheVersionThatItSupports() throws Exception {
        assertThat(answer(RawClient.request("/wse").replace("13", "8")))
                .contains("sec-websocket-version: 13\r\n", "upgrade: websocket\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n\r\n", "GET\r\n\r\n", "\u0001\u0002 / HTTP/1.1\r\n\r\n"})
    void shouldRefuseWhatIsNotHttp(String garbage) throws Exception {
        assertThat(answer(garbage)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void shouldRefuseAnEndlessHead() throws Exception {
        assertThat(answer("GET /wse HTTP/1.1\r\nX: " + "y".repeat(9000) + "\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: access_token=",
                "Cookie: a=b; access_token=",
                "cookie: x=1;access_token=",
                "Authorization: Bearer ",
                "authorization: bEARER "
            })
    void shouldFindTheToken(String header) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/wse?x=y", header + RawClient.token()));
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            assertThat(client.frame().text()).contains("\"t\":\"server_ready\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: access_token=undefined",
                "Cookie: access_token=null",
                "Cookie: access_token=",
                "Cookie: token=x",
                "Authorization: Basic abc"
            })
    void shouldIgnoreEverythingThatIsNotAToken(String header) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/wse", header)).head();
            assertThat(client.frame().text()).contains("AUTH_REQUIRED");
        }
    }

    @Test
    void shouldReadFramesThatCameWithTheRequest() throws Exception {
        byte[] ping = RawClient.masked(RawClient.TEXT, RawClient.ping(8).getBytes(StandardCharsets.US_ASCII));
        String request = RawClient.request("/wse", "Cookie: access_token=" + RawClient.token())
                + new String(ping, StandardCharsets.ISO_8859_1);
        try (RawClient client = new RawClient(server.port())) {
            client.send(request).head();
            assertThat(client.frame().text()).contains("server_ready");
            assertThat(client.frame().text()).contains("\"client_timestamp\":8,");
        }
    }

    @Test
    void shouldReadARequestByteByByte() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            for (byte one : RawClient.request("/wse", "Cookie: access_token=" + RawClient.token())
                    .getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {one});
            }
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            client.frame();
            client.barrier();
        }
    }
}

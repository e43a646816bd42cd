package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Netty's own server, an independent judge. */
class NettyServerTest {

    static Stream<Transport> transports() {
        return Stream.of(Transport.EPOLL, Transport.NIO, Transport.IO_URING).filter(Transport::isAvailable);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void shouldOpenEchoAndClose(Transport transport) throws Exception {
        try (NettyServer server = new NettyServer(1, null);
                WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "test"))) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(() -> {
                connection.sendText(Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8));
                connection.ping(Unpooled.copiedBuffer("are you there", StandardCharsets.UTF_8));
            });
            assertThat(recorder.awaitMessage().asText()).isEqualTo("hello");
            assertThat(recorder.awaitPong().asText()).isEqualTo("are you there");
            connection.loop().execute(() -> connection.close(1000));
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Disconnect.Kind.CLOSED_BY_US, 1000, "close frame sent"));
        }
    }
}

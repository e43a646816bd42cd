package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.Conversation;
import wse.dialect.Meaning.Kind;

/** A ping and its answer allocate nothing, however the answer is matched. */
class ScriptAllocationTest {

    private static final int PINGS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Exchange(String send, String answer, String pong) {}

    static Stream<Exchange> exchanges() {
        return Stream.of(
                new Exchange(
                        "'{\"id\":#{id}}'",
                        "{json: {/type: pong, /p/id: '#{id}'}}",
                        "{\"type\":\"pong\",\"p\":{\"id\":77}}"),
                new Exchange("'#{id}'", "{json: {/0: 'a\"b', /1: '#{id}'}}", "[\"a\\\"b\",77]"),
                new Exchange("'x#{shortId}'", "{regex: 'id:(\\d+)'}", "some text with id:77"),
                new Exchange("'43#{id}#{user.name}#{index}#{now}'", "{startsWith: '43#{id}['}", "4377[]"),
                new Exchange("{hex: '01 #{id:u32}'}", "[{hex: '02'}, {hex: '61 #{id:u32} ??', contains: a}]", "abcdea"),
                new Exchange("'2'", "'3'", "3"));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void shouldAllocateNothing(Exchange exchange) {
        Conversation user = Descriptions.dialect(
                        "ping: {send: " + exchange.send() + ", answer: " + exchange.answer() + "}",
                        "serverPing: {when: '9', answer: '8'}")
                .conversation(7);
        ByteBuf ping = Unpooled.buffer(128);
        ByteBuf message = Unpooled.directBuffer().writeBytes(exchange.pong().getBytes(StandardCharsets.UTF_8));
        exchange(user, ping, message, PINGS);

        long before = threads.getCurrentThreadAllocatedBytes();
        boolean answered = exchange(user, ping, message, PINGS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        message.release();

        assertThat(answered).isTrue();
        assertThat(allocated).isLessThan(PINGS);
    }

    private static boolean exchange(Conversation user, ByteBuf ping, ByteBuf message, int times) {
        boolean answered = true;
        for (int i = 0; i < times; i++) {
            user.writePing(ping.clear(), i);
            answered &= user.onMessage(message, true).kind() == Kind.PONG && user.pongId(message) != Conversation.NONE;
        }
        return answered;
    }
}

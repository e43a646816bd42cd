package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.dialect.script.Descriptions.dialect;
import static wse.dialect.script.Descriptions.hex;
import static wse.dialect.script.Descriptions.text;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Direction;
import wse.config.Format;
import wse.dialect.Dialect;
import wse.dialect.Packing;
import wse.dialect.Payload;

/** Floods whose messages are answered, and several messages in one. */
class FloodAnswerTest {

    private static final int TIMES = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The number 7 is written as 1000000007. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'{\"id\":#{number},\"x\":\"#{padding}\"}' | {json: {/id: '#{number}'}} | {\"id\":1000000007}"
                        + " | {\"id\":1000000008}",
                "'[\"#{padding}\",\"#{number}\"]' | {json: {/id: '#{number}'}} | {\"id\":\"1000000007\"} | {\"id\":\"7\"}",
                "'42#{number}[#{tradeUpdate}]' | {startsWith: '43#{number}['} | 431000000007[] | 4347[]",
                "'#{number}' | {regex: 'id:(\\d+)'} | the id:1000000007 | the id:x"
            })
    void shouldBelongToTheMessageWithTheSameNumber(String message, String answer, String right, String wrong) {
        Dialect dialect = dialect("flood: {message: " + message + ", answer: " + answer + "}");
        Payload sent = numbered(dialect, 7);

        assertThat(dialect.acknowledgesFloods()).isTrue();
        assertThat(dialect.floodDirection()).isEqualTo(Direction.ECHO);
        assertThat(dialect.isFloodMessage(sent, text(right), true)).isTrue();
        assertThat(dialect.isFloodMessage(sent, text(wrong), true)).isFalse();
        assertThat(dialect.isFloodMessage(numbered(dialect, 8), text(right), true))
                .isFalse();
    }

    private static Payload numbered(Dialect dialect, long number) {
        return dialect.numbered(dialect.floodMessage(Format.JSON, 175), Format.JSON, 175, number);
    }

    /** 1000000007 is 3B9ACA07. */
    @Test
    void shouldCompareNumbersInBytes() {
        Dialect dialect = dialect(
                "flood: {message: {hex: '01 #{length:u16} #{number:u16le} #{padding}'}, answer: {hex: '81 #{number:u16}'}}");
        Payload sent = numbered(dialect, 7);

        assertThat(ByteBufUtil.hexDump(sent.bytes(), 0, 5)).isEqualTo("0100ac07ca");
        assertThat(dialect.isFloodMessage(sent, hex("81 ca07"), false)).isTrue();
        assertThat(dialect.isFloodMessage(sent, hex("81 07ca"), false)).isFalse();
    }

    @Test
    void shouldAnswerInOrderWithoutANumber() {
        Dialect dialect = dialect("flood: {message: 'x', answer: 'ok'}");

        assertThat(dialect.isFloodMessage(numbered(dialect, 7), text("ok"), true))
                .isTrue();
        assertThat(dialect.isFloodMessage(numbered(dialect, 7), text("no"), true))
                .isFalse();
    }

    /** The messages of a file, for example, need not have a number. */
    @Test
    void shouldNotBelongToAMessageWithoutANumber() {
        Dialect dialect = dialect("flood: {message: '{\"id\":#{number}}', answer: {json: {/id: '#{number}'}}}");

        assertThat(dialect.isFloodMessage(Payload.text("a"), text("{\"id\":1000000007}"), true))
                .isFalse();
        assertThat(dialect.isFloodMessage(Payload.text("x".repeat(40)), text("{\"id\":1000000007}"), true))
                .isFalse();
    }

    @Test
    void shouldAllocateNothing() {
        Dialect dialect = dialect(
                "flood: {message: '{\"id\":#{number},\"x\":\"#{padding}\"}', answer: {json: {/id: '#{number}'}}}");
        Payload sent = numbered(dialect, 7);
        ByteBuf answer = text("{\"id\":1000000007}");
        answers(dialect, sent, answer);

        long before = threads.getCurrentThreadAllocatedBytes();
        int answered = answers(dialect, sent, answer);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(answered).isEqualTo(TIMES);
        assertThat(allocated).isLessThan(TIMES);
    }

    private static int answers(Dialect dialect, Payload sent, ByteBuf answer) {
        int answered = 0;
        for (int i = 0; i < TIMES; i++) {
            answered += dialect.isFloodMessage(sent, answer, true) ? 1 : 0;
        }
        return answered;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}\\n{\"b\":2} | {\"a\":1} {\"b\":2}",
                "{}\\n | {}",
                "{} | {}",
                "\\n{}\\n\\n{\"a\":1}\\n | '' {} '' {\"a\":1}"
            })
    void shouldSeparateMessages(String whole, String parts) {
        Packing packing = dialect("separator: \"\\n\"").packing();
        List<String> found = new ArrayList<>();

        packing.anyMatch(text(whole.replace("\\n", "\n")), true, message -> {
            found.add(message.toString(StandardCharsets.UTF_8));
            return false;
        });

        assertThat(found).isEqualTo(List.of(parts.replace("''", "").split(" ", -1)));
    }

    @Test
    void shouldTakeASeparatorInBytes() {
        assertThat(dialect("separator: {hex: '1E'}").packing().separatorBytes()).isEqualTo(1);
        assertThat(dialect("path: /").packing()).isSameAs(Packing.NONE);
    }
}

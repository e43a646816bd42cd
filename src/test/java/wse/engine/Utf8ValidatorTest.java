package wse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The engine's validation of UTF-8 against the decoder of the JDK. */
class Utf8ValidatorTest {

    /** The first and last byte of each range of RFC 3629 section 4, and their neighbours. */
    private static final int[] EDGES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    private static final String EVERY_LENGTH = "a\u00e9\u20ac\ud83d\ude00z";

    private static boolean isValidForTheJdk(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isValid(byte[] bytes) {
        return Utf8Validator.isValid(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    @Test
    void shouldAgreeWithTheJdkOnEverySequenceOfEdges() {
        byte[] bytes = new byte[4];
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        bytes[0] = (byte) first;
                        bytes[1] = (byte) second;
                        bytes[2] = (byte) third;
                        bytes[3] = (byte) fourth;
                        if (isValid(bytes) != isValidForTheJdk(bytes)) {
                            throw new AssertionError(Arrays.toString(bytes));
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldAgreeWithTheJdkOnShortSequences() {
        for (int first : EDGES) {
            assertThat(isValid(new byte[] {(byte) first})).isEqualTo(isValidForTheJdk(new byte[] {(byte) first}));
            for (int second : EDGES) {
                byte[] two = {(byte) first, (byte) second};
                assertThat(isValid(two)).as(Arrays.toString(two)).isEqualTo(isValidForTheJdk(two));
                for (int third : EDGES) {
                    byte[] three = {(byte) first, (byte) second, (byte) third};
                    assertThat(isValid(three)).as(Arrays.toString(three)).isEqualTo(isValidForTheJdk(three));
                }
            }
        }
    }

    @Test
    void shouldAcceptEveryCharacterOfUnicode() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            byte[] bytes = Character.toString(point).getBytes(UTF_8);
            if (!surrogate && !isValid(bytes)) {
                throw new AssertionError("U+" + Integer.toHexString(point));
            }
        }
    }

    @Test
    void shouldFindABadByteAtEveryPlaceOfALongText() {
        for (int length = 1; length <= 80; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 'x');
                assertThat(isValid(bytes)).isTrue();
                bytes[at] = (byte) 0x80;
                assertThat(isValid(bytes)).as("length=" + length + ", at=" + at).isFalse();
            }
        }
    }

    @Test
    void shouldReachTheSameStateHoweverTheTextIsSplit() {
        byte[] text = (EVERY_LENGTH + "12345678".repeat(3) + EVERY_LENGTH).getBytes(UTF_8);
        ByteBuf in = Unpooled.wrappedBuffer(text);
        for (int cut = 0; cut <= text.length; cut++) {
            int half = Utf8Validator.after(Utf8Validator.COMPLETE, in, 0, cut);
            assertThat(half).isNotEqualTo(Utf8Validator.INVALID);
            assertThat(Utf8Validator.after(half, in, cut, text.length - cut)).isEqualTo(Utf8Validator.COMPLETE);
        }
    }

    @Test
    void shouldFindABadByteBeforeItsCharacterIsComplete() {
        ByteBuf in = Unpooled.wrappedBuffer(new byte[] {(byte) 0xF4, (byte) 0x90});
        assertThat(Utf8Validator.after(Utf8Validator.COMPLETE, in, 0, 1)).isNotEqualTo(Utf8Validator.INVALID);
        assertThat(Utf8Validator.after(Utf8Validator.COMPLETE, in, 0, 2)).isEqualTo(Utf8Validator.INVALID);
    }

    @Test
    void shouldStayInvalid() {
        ByteBuf in = Unpooled.copiedBuffer("fine", UTF_8);
        assertThat(Utf8Validator.after(Utf8Validator.INVALID, in, 0, 4)).isEqualTo(Utf8Validator.INVALID);
    }

    @Test
    void shouldReadFromTheBeginningOfTheTextInAPooledBuffer() {
        ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        try {
            in.writeByte(0xFF).writeBytes(EVERY_LENGTH.getBytes(UTF_8)).writeByte(0xFF);
            assertThat(Utf8Validator.isValid(in, 1, in.writerIndex() - 2)).isTrue();
            assertThat(Utf8Validator.isValid(in, 0, in.writerIndex() - 2)).isFalse();
            assertThat(Utf8Validator.isValid(in, 1, in.writerIndex() - 1)).isFalse();
            assertThat(in.readerIndex()).isZero();
        } finally {
            in.release();
        }
    }
}

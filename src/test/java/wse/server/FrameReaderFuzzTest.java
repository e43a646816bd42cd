package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.config.ReadMode;
import wse.dialect.Utf8;
import wse.fuzz.Pieces;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a client sends, the server reads the same wherever the stream is cut; counts the same messages whether or not it looks
 * at them; and reserves memory only for what has arrived.
 */
public class FrameReaderFuzzTest {

    private static final int MUTATIONS = 20_000;
    private static final int MAX_MESSAGE_BYTES = 70_000;
    private static final int MOST_RESERVED_BYTES = 64 << 10;

    /** What a reader reports. Checks each text like a {@link ServerConnection}. */
    private static final class Heard implements FrameReader.Sink {

        private final ReadMode mode;
        private final Utf8 utf8 = new Utf8();
        private final List<String> looked = new ArrayList<>();
        private long messages;
        private long bytes;
        private String end = "";

        Heard(ReadMode mode) {
            this.mode = mode;
        }

        @Override
        public boolean open() {
            return end.isEmpty();
        }

        @Override
        public boolean checksText() {
            return mode == ReadMode.PARSE;
        }

        @Override
        public void counted(int more, long payloadBytes) {
            Property.holds(more >= 0 && payloadBytes >= 0, "counts are not negative");
            messages += more;
            bytes += payloadBytes;
        }

        @Override
        public void message(int opcode, ByteBuf buffer, int index, int length, int mask) {
            byte[] plain = new byte[length];
            boolean ascii = Masks.copy(buffer, index, length, mask, plain);
            boolean valid = utf8.valid(plain, 0, length);
            Property.same("UTF-8 is checked as the JDK does", isUtf8(plain), valid);
            Property.holds(valid || !ascii, "ASCII is UTF-8");
            if (opcode == FrameReader.TEXT && !valid && checksText()) {
                violation(FrameReader.INVALID_DATA, "text must be UTF-8");
                return;
            }
            counted(1, length);
            looked.add(opcode + " " + HexFormat.of().formatHex(plain));
        }

        @Override
        public void control(int opcode, ByteBuf buffer, int index, int length, int mask) {
            byte[] plain = new byte[length];
            Masks.copy(buffer, index, length, mask, plain);
            looked.add(opcode + " " + HexFormat.of().formatHex(plain));
            if (opcode == FrameReader.CLOSE) {
                end = "close frame";
            }
        }

        @Override
        public void violation(int closeCode, String rule) {
            Property.holds(open(), "only the first violation is reported");
            end = closeCode + " " + rule;
        }

        private static boolean isUtf8(byte[] plain) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain));
                return true;
            } catch (CharacterCodingException e) {
                return false;
            }
        }
    }

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(FrameReaderFuzzTest.class, FrameReaderFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Pieces pieces = Pieces.of(input);
        Heard parsed = compare(ReadMode.PARSE, pieces);
        Heard counted = compare(ReadMode.COUNT, pieces);
        if (parsed.end.equals(counted.end) && parsed.open()) {
            Property.holds(counted.messages >= parsed.messages, "counting finds every message");
        }
        if (!parsed.end.startsWith(String.valueOf(FrameReader.INVALID_DATA))) {
            Property.same("both modes end in the same way", parsed.end, counted.end);
            List<String> rest = new ArrayList<>(parsed.looked);
            counted.looked.forEach(rest::remove);
            Property.same(
                    "everything that counting looks at is parsed",
                    parsed.looked.size(),
                    counted.looked.size() + rest.size());
        }
    }

    private static Heard compare(ReadMode mode, Pieces pieces) {
        Heard whole = read(mode, List.of(pieces.stream()));
        Heard cut = read(mode, pieces.list());
        Property.same("what is looked at does not depend on where the stream is cut", whole.looked, cut.looked);
        Property.same("the end does not depend on where the stream is cut", whole.end, cut.end);
        Property.same(
                "the number of messages does not depend on where the stream is cut", whole.messages, cut.messages);
        Property.same("the number of bytes does not depend on where the stream is cut", whole.bytes, cut.bytes);
        return whole;
    }

    private static Heard read(ReadMode mode, List<byte[]> pieces) {
        Heard heard = new Heard(mode);
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        FrameReader reader = new FrameReader(heard, mode, MAX_MESSAGE_BYTES, heard.utf8);
        long arrived = 0;
        for (byte[] piece : pieces) {
            if (heard.open()) {
                arrived += piece.length;
                ByteBuf in = memory.heapBuffer(piece.length).writeBytes(piece);
                reader.read(in, memory);
                in.release();
                Property.holds(
                        used(memory) <= MOST_RESERVED_BYTES + 4 * arrived + 512,
                        "memory is reserved for what has arrived");
            }
        }
        reader.release();
        Property.same("all memory is released", 0L, used(memory));
        return heard;
    }

    private static long used(UnpooledByteBufAllocator memory) {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }
}

package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.fuzz.Pieces;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a server sends, the client reads the same messages and ends in the same way wherever the stream is cut; the messages
 * are those that Netty's decoder finds; and memory is reserved only for what has arrived.
 */
public class FrameDecoderFuzzTest {

    private static final int MUTATIONS = 4_000;
    private static final int ANSWERED_PER_READ = 64;
    private static final int FIRST_BUFFER_BYTES = 128 * 1024;

    private static final KnownFrames KNOWN =
            new KnownFrames(true, List.of("known".getBytes(StandardCharsets.UTF_8)), 3);

    /** Takes what a decoder reads; replaced when it has been closed. */
    private static FuzzedConnection sink = FuzzedConnection.open();

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(FrameDecoderFuzzTest.class, FrameDecoderFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Pieces pieces = Pieces.of(input);
        FuzzedConnection whole = read(FuzzedConnection.open(), List.of(pieces.stream()));
        FuzzedConnection cut = read(FuzzedConnection.open(KNOWN), pieces.list());
        Property.same("the messages do not depend on where the stream is cut", whole.messages, cut.messages);
        Property.same("the pongs do not depend on where the stream is cut", whole.pongs, cut.pongs);
        Property.same("the end does not depend on where the stream is cut", whole.closed(), cut.closed());
        if (whole.sent.size() <= ANSWERED_PER_READ) {
            Property.same("the answers do not depend on where the stream is cut", whole.sent, cut.sent);
        }
        compareWithNetty(pieces.stream(), whole);
        if (!whole.messages.isEmpty()) {
            checkRepetition(whole);
        }
        checkMemory(pieces);
    }

    private static FuzzedConnection read(FuzzedConnection connection, List<byte[]> pieces) {
        pieces.forEach(connection::receive);
        connection.close();
        return connection;
    }

    /** What has been read, encoded again in single frames, is read as the same. */
    private static void checkRepetition(FuzzedConnection first) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        first.messages.forEach(message -> {
            String[] words = message.split(" ", -1);
            boolean text = words[0].equals("text");
            frames.writeBytes(
                    encoded(text ? Opcode.TEXT : Opcode.BINARY, HexFormat.of().parseHex(words[1])));
        });
        FuzzedConnection again = read(FuzzedConnection.open(), List.of(frames.toByteArray()));
        Property.same("messages that are encoded again are the same", first.messages, again.messages);
    }

    private static byte[] encoded(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) (FrameHeader.FIN | opcode));
        if (payload.length <= 125) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** No more is reserved than the first buffer of a frame and, since buffers double, twice what has arrived. */
    private static void checkMemory(Pieces pieces) {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        if (!sink.connection().wantsFrames()) {
            sink.close();
            sink = FuzzedConnection.open();
        }
        sink.forget();
        FrameDecoder decoder = new FrameDecoder(FuzzedConnection.MAX_MESSAGE_BYTES, true);
        long arrived = 0;
        try {
            for (byte[] piece : pieces.list()) {
                arrived += piece.length;
                ByteBuf in = memory.heapBuffer(piece.length).writeBytes(piece);
                try {
                    decoder.decode(in, memory, sink.connection());
                } finally {
                    in.release();
                }
                long used = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
                Property.holds(
                        used <= FIRST_BUFFER_BYTES + 4 * arrived + 512, "memory is reserved for what has arrived");
                if (!sink.connection().wantsFrames()) {
                    break;
                }
            }
        } catch (ProtocolException e) {
            Property.holds(!e.getMessage().isEmpty(), "a broken rule is named");
        } finally {
            decoder.release();
        }
        long left = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        Property.same("all memory is released", 0L, left);
    }

    private static void compareWithNetty(byte[] stream, FuzzedConnection ours) {
        NettyFrames netty = new NettyFrames(stream);
        boolean isOwnCheck =
                ours.closed().code() == CloseCode.INVALID_DATA || ours.closed().kind() == Disconnect.Kind.CLIENT_LIMIT;
        if (isOwnCheck) {
            Property.same(
                    "Netty finds the messages before", first(ours.messages.size(), netty.messages), ours.messages);
            Property.same("Netty finds the pongs before", first(ours.pongs.size(), netty.pongs), ours.pongs);
        } else {
            Property.same("Netty finds the same messages", netty.messages, ours.messages);
            Property.same("Netty finds the same pongs", netty.pongs, ours.pongs);
            Property.same(
                    "Netty finds the same close frame",
                    netty.isClosed(),
                    ours.closed().kind() == Disconnect.Kind.CLOSED_BY_PEER);
        }
        ours.messages.stream()
                .filter(message -> message.startsWith("text "))
                .forEach(FrameDecoderFuzzTest::requireUtf8);
    }

    private static List<String> first(int count, List<String> all) {
        return all.subList(0, Math.min(count, all.size()));
    }

    private static void requireUtf8(String message) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(message.substring("text ".length()))));
        } catch (CharacterCodingException e) {
            throw new AssertionError("a text is UTF-8", e);
        }
    }
}

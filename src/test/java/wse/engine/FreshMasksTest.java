package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.afterUpgrade;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of a flood with fresh masks, as a real socket receives them. */
class FreshMasksTest {

    private static final int FLOOD_FRAMES = 20_000;

    /**
     * A chi-squared statistic with 255 degrees of freedom has the mean 255 and the standard deviation 22.6. Of uniformly
     * distributed bytes, it exceeds this limit, which is six deviations higher, less than once in ten million times.
     */
    private static final double CHI_SQUARED_LIMIT = 390;

    private static final long GUARD = 0x0123_4567_89ab_cdefL;

    private record Frame(int first, int mask, byte[] payload) {}

    /** Each frame of a write, and of the write after it, has a mask of its own that does not reveal the next one. */
    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"EPOLL", "NIO", "IO_URING"})
    void shouldGiveEachFrameAnUnpredictableMask(Transport transport) throws Exception {
        List<byte[]> messages = List.of(random(175));
        List<Frame> frames = flood(transport, messages, FrameBlock.framesPerBlock(175), FLOOD_FRAMES);

        assertThat(frames).allSatisfy(frame -> assertThat(frame.payload).isEqualTo(messages.get(0)));
        int[] masks = frames.stream().mapToInt(Frame::mask).toArray();
        // By chance, 20,000 random masks contain 0.05 pairs of equal ones.
        assertThat(IntStream.of(masks).distinct().count()).isGreaterThanOrEqualTo(FLOOD_FRAMES - 2L);
        int[] changes = IntStream.range(1, masks.length)
                .map(i -> masks[i] ^ masks[i - 1])
                .toArray();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            assertThat(chiSquared(masks, shift)).isLessThan(CHI_SQUARED_LIMIT);
            assertThat(chiSquared(changes, shift)).isLessThan(CHI_SQUARED_LIMIT);
        }
    }

    /**
     * All lengths modulo eight, the size of a word, and both sides of the limits at which headers become longer or
     * other code masks the payload.
     */
    static Stream<List<byte[]>> lengths() {
        List<byte[]> growing =
                IntStream.rangeClosed(0, 130).mapToObj(FreshMasksTest::random).toList();
        List<byte[]> shrinking = new ArrayList<>(growing);
        Collections.reverse(shrinking);
        return Stream.of(
                growing,
                shrinking,
                List.of(random(65_535), random(65_536), random(1)),
                List.of(random(175), random(256), random(257), random(300), random(1)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldMaskMessagesOfAllLengths(List<byte[]> messages) throws Exception {
        for (Transport transport : List.of(Transport.EPOLL, Transport.NIO, Transport.IO_URING)) {
            for (int framesPerWrite : new int[] {1, messages.size()}) {
                List<Frame> frames = flood(transport, messages, framesPerWrite, 3 * messages.size());
                for (int i = 0; i < frames.size(); i++) {
                    assertThat(frames.get(i).payload).isEqualTo(messages.get(i % messages.size()));
                }
            }
        }
    }

    /** Without Unsafe, Java does not reveal the memory address of any buffer. */
    @ParameterizedTest
    @MethodSource("lengths")
    void shouldMaskInABufferWithoutAnAddress(List<byte[]> messages) throws Exception {
        FreshFrameBlock block = new FreshFrameBlock(FrameContents.plain(false, messages), messages.size());
        ByteBuf heap = Unpooled.buffer(1);
        block.write(heap, 0, messages.size(), new Entropy());

        assertThat(heap.hasMemoryAddress()).isFalse();
        assertThat(heap.readableBytes()).isEqualTo(block.bytes(0, messages.size()));
        DataInputStream in = new DataInputStream(new ByteBufInputStream(heap));
        for (byte[] message : messages) {
            assertThat(read(in).payload).isEqualTo(message);
        }
    }

    /** A buffer that ends with the frames, apart from the spare bytes, is not written beyond its end. */
    @ParameterizedTest
    @MethodSource("lengths")
    void shouldWriteNothingBeyondTheSpareBytes(List<byte[]> messages) throws Exception {
        FreshFrameBlock block = new FreshFrameBlock(FrameContents.plain(false, messages), messages.size());
        int room = block.roomFor(0, messages.size());
        ByteBuf all = Unpooled.directBuffer(room + Long.BYTES);
        all.setLong(room, GUARD);
        block.write(all, 0, messages.size(), new Entropy());

        assertThat(all.getLong(room)).isEqualTo(GUARD);
        DataInputStream in = new DataInputStream(new ByteBufInputStream(all, true));
        for (byte[] message : messages) {
            assertThat(read(in).payload).isEqualTo(message);
        }
        assertThat(in.read()).isNegative();
        in.close();
    }

    /** Otherwise, thousands of connections would take up too much memory. */
    @Test
    void shouldKeepNoLargeBufferBetweenWrites() throws Exception {
        try (WebSocketClient client = Transports.client(Transport.IO_URING);
                ScriptedServer server = afterUpgrade(
                        peer -> peer.socket.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            SingleFrames frames = new SingleFrames();
            frames.start(client, server.endpoint(), null);
            long before = frames.usedBytesAfterWriting(client, 100);

            assertThat(frames.usedBytesAfterWriting(client, 30_000) - before).isLessThan(10_000);
        }
    }

    private static List<Frame> flood(Transport transport, List<byte[]> messages, int framesPerWrite, int count)
            throws Exception {
        List<Frame> frames = new ArrayList<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    DataInputStream in = new DataInputStream(peer.socket.getInputStream());
                    for (int i = 0; i < count; i++) {
                        frames.add(read(in));
                    }
                })) {
            Flood flood = new Flood(count);
            flood.start(client, server.endpoint(), null);
            flood.begin(client, messages, framesPerWrite);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
        return frames;
    }

    /** Reads a frame byte by byte, as RFC 6455 section 5.2 describes it. */
    private static Frame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        assertThat(first).isEqualTo(0x82);
        assertThat(second).isGreaterThanOrEqualTo(0x80);
        int shortLength = second & 0x7f;
        long length = shortLength < 126 ? shortLength : shortLength == 126 ? in.readUnsignedShort() : in.readLong();
        int mask = in.readInt();
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> 24 - 8 * (i % 4));
        }
        return new Frame(first, mask, payload);
    }

    private static double chiSquared(int[] values, int shift) {
        int[] counts = new int[256];
        for (int value : values) {
            counts[value >>> shift & 0xff]++;
        }
        double expected = values.length / 256.0;
        return IntStream.of(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Sends one frame after another. */
    private static final class SingleFrames extends Recorder {

        private final BlockingQueue<Boolean> written = new LinkedBlockingQueue<>();

        /** Direct memory that all buffers of this process occupy when a frame has been sent. */
        long usedBytesAfterWriting(WebSocketClient client, int bytes) throws Exception {
            Connection connection = awaitOpen();
            join(connection.loop().submit(() -> {
                FrameContents message = FrameContents.plain(false, List.of(random(bytes)));
                FrameBlock block = client.newFrameBlock(connection.loop(), message, 1, true);
                assertThat(connection.sendFrames(block, 0, 1, 1)).isEqualTo(1);
                connection.notifyWhenWritable();
            }));
            assertThat(written.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return join(connection.loop().submit(PooledByteBufAllocator.DEFAULT::pinnedDirectMemory));
        }

        @Override
        public void onWritable(Connection connection) {
            written.add(true);
        }
    }

    /** Sends the frames of a block in turn, as fast as the socket takes them. */
    private static final class Flood extends Recorder {

        private int left;
        private FrameBlock block;

        Flood(int frames) {
            this.left = frames;
        }

        void begin(WebSocketClient client, List<byte[]> messages, int framesPerWrite) throws Exception {
            Connection connection = awaitOpen();
            join(connection.loop().submit(() -> {
                block = client.newFrameBlock(
                        connection.loop(), FrameContents.plain(false, messages), framesPerWrite, true);
                send(connection);
            }));
        }

        private void send(Connection connection) {
            while (left > 0 && connection.isWritable()) {
                int count = Math.min(left, block.framesPerWrite());
                left -= count * connection.sendFrames(block, block.reserve(count), count, 1);
            }
            connection.notifyWhenWritable();
        }

        @Override
        public void onWritable(Connection connection) {
            send(connection);
        }

        @Override
        public void onClosed(Connection connection, Disconnect why) {
            block.close();
            super.onClosed(connection, why);
        }
    }
}

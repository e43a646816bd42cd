package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.afterUpgrade;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.engine.ScriptedServer.Peer;

/** A server that sends little but ping frames. */
class PingFloodTest {

    /** The largest size of a ping, so that the answers soon fill the socket. */
    private static final int PAYLOAD_BYTES = 125;

    private static final int FRAME_BYTES = 2 + PAYLOAD_BYTES;

    /** Far less than one buffer of the loop for each waiting answer. */
    private static final long MOST_MORE_BYTES = 32 << 20;

    /** Ping frames whose payloads begin with consecutive numbers. */
    private static byte[] pings(int first, int count) {
        ByteBuf frames = Unpooled.buffer(count * FRAME_BYTES);
        for (int i = 0; i < count; i++) {
            frames.writeByte(0x89)
                    .writeByte(PAYLOAD_BYTES)
                    .writeInt(first + i)
                    .writeZero(PAYLOAD_BYTES - Integer.BYTES);
        }
        return frames.array();
    }

    /** Reads pongs up to the last one, and returns how many there were. */
    private static int readPongs(Peer peer, int last) throws Exception {
        int before = -1;
        int count = 0;
        while (before < last) {
            byte[] pong = peer.readFrame();
            assertThat(pong[0]).isEqualTo((byte) 0x8A);
            int number = Unpooled.wrappedBuffer(pong, 1, 4).readInt();
            assertThat(number).isGreaterThan(before);
            before = number;
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldAnswerTheFirstPingsAndTheLastOfManyThatArriveTogether(Transport transport) throws Exception {
        int together = 5_000;
        CompletableFuture<Integer> pongs = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(pings(0, together));
                    pongs.complete(readPongs(peer, together - 1));
                })) {
            Recorder.connect(client, server.endpoint());
            assertThat(pongs.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS)).isBetween(65, together - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldKeepOnlyTheLastAnswerForAServerThatDoesNotRead(Transport transport) throws Exception {
        int writes = 4_000;
        int perWrite = 64;
        CompletableFuture<Long> used = new CompletableFuture<>();
        CompletableFuture<Integer> pongs = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    long before = usedBytes();
                    for (int i = 0; i < writes; i++) {
                        peer.write(pings(i * perWrite, perWrite));
                    }
                    used.complete(usedBytes() - before);
                    pongs.complete(readPongs(peer, writes * perWrite - 1));
                })) {
            Recorder.connect(client, server.endpoint());
            assertThat(used.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS)).isLessThan(MOST_MORE_BYTES);
            assertThat(pongs.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS)).isLessThan(writes * perWrite);
        }
    }

    private static long usedBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}

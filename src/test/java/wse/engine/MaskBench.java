package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures how long it takes to write one frame with a new mask into a block. Prints the median of 2,000 rounds, and
 * the fastest one, which other programs on the machine did not disturb. Also unmasks the last block, because the unit tests
 * do not run code that the JIT compiler has optimized.
 */
public final class MaskBench {

    private static final int ROUNDS = 2_000;
    private static final int ROUND_NANOS = 200_000;

    private MaskBench() {}

    /** Arguments: the lengths of the messages in bytes. */
    public static void main(String[] args) {
        Arrays.stream(args).mapToInt(Integer::parseInt).forEach(MaskBench::measure);
    }

    private static void measure(int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        new Random(payloadBytes).nextBytes(payload);
        int count = FrameBlock.framesPerBlock(payloadBytes);
        int bytes = count * FrameBlock.frameBytes(payloadBytes);
        UnmaskedFrames frames = new UnmaskedFrames(FrameContents.plain(true, List.of(payload)));
        ByteBuf block = PooledByteBufAllocator.DEFAULT.directBuffer(bytes + UnmaskedFrames.SPARE_BYTES);
        Entropy masks = new Entropy();
        double[] nanos = new double[ROUNDS];
        int repeats = 1;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < repeats; j++) {
                frames.write(block.clear(), 0, count, bytes, masks);
            }
            nanos[i] = (double) (System.nanoTime() - start) / repeats / count;
            repeats = (int) Math.max(1, Math.min(1_000, ROUND_NANOS / (nanos[i] * count)));
        }
        check(block, payload);
        block.release();
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT, "%d B: %.1f ns for one frame (fastest %.1f)%n", payloadBytes, nanos[ROUNDS / 2], nanos[0]);
    }

    private static void check(ByteBuf block, byte[] payload) {
        byte[] unmasked = new byte[payload.length];
        while (block.isReadable()) {
            int mask = block.skipBytes(FrameBlock.frameBytes(payload.length) - payload.length - Integer.BYTES)
                    .readInt();
            for (int i = 0; i < payload.length; i++) {
                unmasked[i] = (byte) (block.readByte() ^ mask >>> 24 - Byte.SIZE * (i % 4));
            }
            if (!Arrays.equals(unmasked, payload)) {
                throw new IllegalStateException("a frame of " + payload.length + " bytes was masked wrongly");
            }
        }
    }
}

package wse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures how long it takes to check one text message. The messages lie one after another in a buffer of 64 KiB, as in
 * a flood. Prints the median, and the fastest of 2,000 rounds, which other programs on the machine did not disturb.
 */
public final class Utf8Bench {

    private static final int ROUNDS = 2_000;
    private static final int ROUND_NANOS = 200_000;
    private static final int BUFFER_BYTES = 64 << 10;

    private Utf8Bench() {}

    /** Arguments: {@code ascii}, {@code german} or {@code japanese}; then the lengths of the messages in bytes. */
    public static void main(String[] args) {
        String sample = switch (args[0]) {
            case "ascii" -> "abcdefghijklmnop";
            case "german" -> "Zw\u00f6lf Boxk\u00e4mpfer jagen Viktor quer \u00fcber den gro\u00dfen Sylter Deich. ";
            case "japanese" -> "\u3044\u308d\u306f\u306b\u307b\u3078\u3068\u3061\u308a\u306c\u308b\u3092";
            default -> throw new IllegalArgumentException("ascii, german or japanese: " + args[0]);
        };
        Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).forEach(bytes -> measure(args[0], sample, bytes));
    }

    private static void measure(String name, String sample, int bytes) {
        byte[] text = Arrays.copyOf(sample.repeat(1 + bytes / sample.length()).getBytes(UTF_8), bytes);
        int count = BUFFER_BYTES / bytes;
        ByteBuf messages = PooledByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES);
        for (int i = 0; i < count; i++) {
            messages.writeBytes(text);
        }
        double[] nanos = new double[ROUNDS];
        int repeats = 1;
        for (int i = 0; i < ROUNDS; i++) {
            long took = round(messages, bytes, count, repeats);
            nanos[i] = (double) took / repeats / count;
            repeats = (int) Math.max(1, Math.min(1_000, ROUND_NANOS / (nanos[i] * count)));
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "%s, %d B: %.1f ns (fastest %.1f)%n", name, bytes, nanos[ROUNDS / 2], nanos[0]);
        messages.release();
    }

    private static long round(ByteBuf messages, int bytes, int count, int repeats) {
        long start = System.nanoTime();
        int states = 0;
        for (int i = 0; i < repeats; i++) {
            for (int j = 0; j < count; j++) {
                states |= Utf8Validator.after(Utf8Validator.COMPLETE, messages, j * bytes, bytes);
            }
        }
        if (states == Utf8Validator.INVALID) {
            throw new IllegalStateException("the samples are valid UTF-8");
        }
        return System.nanoTime() - start;
    }
}

package wse.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes new inputs from seeds: a simple mutator, whose inputs depend only on the seeds. Confined to one thread. */
final class Mutations {

    private static final int LONGEST_BYTES = 4096;
    private static final int MOST_CHANGES = 6;
    private static final int MOST_COPIES = 40;
    private static final byte[] INTERESTING = {
        0, 1, 2, 125, 126, 127, -128, -127, -1, '\r', '\n', ' ', '"', '{', '0', '9'
    };

    private final List<byte[]> seeds;
    private final Random random = new Random(1);

    Mutations(List<byte[]> seeds) {
        this.seeds = seeds;
    }

    byte[] next() {
        byte[] input = seed();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length > LONGEST_BYTES ? Arrays.copyOf(input, LONGEST_BYTES) : input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size())).clone();
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + 1 + random.nextInt(1 + random.nextInt(64)));
        byte[] part = Arrays.copyOfRange(input, from, to);
        return switch (random.nextInt(7)) {
            case 0 -> withBit(input);
            case 1 -> replaced(input, from, to, new byte[] {INTERESTING[random.nextInt(INTERESTING.length)]});
            case 2 -> replaced(input, from, to, new byte[0]);
            case 3 -> replaced(input, from, from, bytes(1 + random.nextInt(4)));
            case 4 -> replaced(input, from, from, repeated(part, 1 + random.nextInt(MOST_COPIES)));
            case 5 -> replaced(input, from, input.length, tail(seed()));
            default -> replaced(input, random.nextInt(from + 1), from, part);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] withBit(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return input;
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = part[i % part.length];
        }
        return all;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(other);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}

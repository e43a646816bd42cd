package wse.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stream of bytes and how it is cut into pieces. The first byte of a fuzz input is the length of the first piece, the second
 * byte that of all others but the last; the rest is the stream.
 */
public record Pieces(byte[] stream, int first, int others) {

    private static final int HEADER_BYTES = 2;

    public static Pieces of(byte[] input) {
        byte[] stream = Arrays.copyOfRange(input, Math.min(HEADER_BYTES, input.length), input.length);
        return new Pieces(stream, input.length > 0 ? input[0] & 0xff : 0, input.length > 1 ? 1 + (input[1] & 0xff) : 1);
    }

    /** The pieces in their order. */
    public List<byte[]> list() {
        List<byte[]> pieces = new ArrayList<>();
        int at = Math.min(first, stream.length);
        pieces.add(Arrays.copyOf(stream, at));
        while (at < stream.length) {
            int end = Math.min(stream.length, at + others);
            pieces.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pieces;
    }
}

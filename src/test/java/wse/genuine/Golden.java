package wse.genuine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a genuine server sent on one connection, as captured by {@code capture.py}: the response head, then frames.
 *
 * @param head the HTTP response up to and including the empty line; empty if the server sent none
 * @param frames the frames that followed a 101 answer, in order
 */
public record Golden(byte[] head, List<Frame> frames) {

    /** The captured versions. */
    public static final List<String> VERSIONS = List.of("2.0.0", "2.5.1");

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** One unmasked frame, RFC 6455 section 5.2; {@code bytes} is the whole frame as received. */
    public record Frame(boolean fin, int opcode, byte[] payload, byte[] bytes) {

        public static final int TEXT = 1;
        public static final int CLOSE = 8;
        public static final int PONG = 10;

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame, or -1 if it has none. */
        public int closeCode() {
            return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    /** The bytes of {@code golden/<version>/<name>.bin}, uninterpreted. */
    public static byte[] bytes(String version, String name) {
        String path = "/golden/" + version + "/" + name + ".bin";
        try (InputStream in = Golden.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("A golden case must have been captured: " + path
                        + "; see src/test/resources/golden/README.md for the names");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Golden load(String version, String name) {
        byte[] bytes = bytes(version, name);
        int headLength = headLength(bytes);
        byte[] head = Arrays.copyOf(bytes, headLength);
        boolean upgraded = new String(head, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101 ");
        return new Golden(
                head, upgraded ? frames(ByteBuffer.wrap(bytes, headLength, bytes.length - headLength)) : List.of());
    }

    /** The text messages among the frames; the first is server_ready if the token was good. */
    public List<String> texts() {
        return frames.stream()
                .filter(frame -> frame.opcode() == Frame.TEXT)
                .map(Frame::text)
                .toList();
    }

    private static int headLength(byte[] bytes) {
        for (int end = HEAD_END.length; end <= bytes.length; end++) {
            if (Arrays.equals(bytes, end - HEAD_END.length, end, HEAD_END, 0, HEAD_END.length)) {
                return end;
            }
        }
        return 0;
    }

    private static List<Frame> frames(ByteBuffer in) {
        List<Frame> frames = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int first = in.get();
            byte[] payload = new byte[length(in)];
            in.get(payload);
            frames.add(new Frame(
                    (first & 0x80) != 0,
                    first & 0x0F,
                    payload,
                    Arrays.copyOfRange(in.array(), in.arrayOffset() + start, in.arrayOffset() + in.position())));
        }
        return List.copyOf(frames);
    }

    private static int length(ByteBuffer in) {
        int length = in.get();
        return switch (length) {
            case 126 -> in.getShort() & 0xFFFF;
            case 127 -> Math.toIntExact(in.getLong());
            default -> length;
        };
    }
}

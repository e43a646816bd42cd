package wse.load;

import java.util.List;
import wse.dialect.Payload;
import wse.engine.AheadCompressor;
import wse.engine.FrameContents;

/**
 * Messages of a flood, and the frames that carry them, in the same order. Immutable.
 *
 * @param contents the messages as they are sent: compressed, unless one of the servers does not accept that
 */
record FloodFrames(List<Payload> messages, FrameContents contents) {

    FloodFrames {
        messages = List.copyOf(messages);
    }

    static FloodFrames of(List<Payload> messages, CommonWindow window) {
        boolean text = messages.get(0).text();
        List<byte[]> plain = messages.stream().map(Payload::bytes).toList();
        return new FloodFrames(
                messages,
                window.compresses()
                        ? new FrameContents(text, plain, compressed(plain, window), true)
                        : FrameContents.plain(text, plain));
    }

    private static List<byte[]> compressed(List<byte[]> plain, CommonWindow window) {
        try (AheadCompressor compressor = new AheadCompressor(window.bits())) {
            return plain.stream().map(compressor::payload).toList();
        }
    }
}

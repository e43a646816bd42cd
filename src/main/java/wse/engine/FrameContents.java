package wse.engine;

import java.util.List;

/**
 * The messages of a {@link FrameBlock}, and the payloads of their frames, in the same order. Immutable.
 *
 * @param payloads the messages themselves, or what an {@link AheadCompressor} has made of them
 */
public record FrameContents(boolean text, List<byte[]> messages, List<byte[]> payloads, boolean compressed) {

    public FrameContents {
        messages = List.copyOf(messages);
        payloads = List.copyOf(payloads);
        if (messages.size() != payloads.size()) {
            throw new IllegalArgumentException("each message must have one payload: messages=" + messages.size()
                    + ", payloads=" + payloads.size());
        }
    }

    /** Messages that are sent as they are. */
    public static FrameContents plain(boolean text, List<byte[]> messages) {
        return new FrameContents(text, messages, messages, false);
    }

    int opcode() {
        return (compressed ? MessageDeflate.RSV1 : 0) | (text ? Opcode.TEXT : Opcode.BINARY);
    }
}

package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.util.function.Predicate;

/**
 * How the servers of a protocol put several of its messages into one WebSocket message. Immutable and thread-safe.
 */
public interface Packing {

    /** Each WebSocket message is one message of the protocol. */
    Packing NONE = (messages, text) -> messages.writerIndex();

    /**
     * Where the first message ends. Called for every WebSocket message, so it must not allocate.
     *
     * @param messages one or more messages, or a part of one, from the reader index on; the indices must not be moved
     * @param text whether it is a text message
     * @return an index from the reader index, for an empty message, to the writer index
     */
    int end(ByteBuf messages, boolean text);

    /** How many bytes between two messages belong to neither of them; by default none. */
    default int separatorBytes() {
        return 0;
    }

    /**
     * Narrows the buffer to a message.
     *
     * @param from where it begins; less than {@code end}
     * @param end where the WebSocket message ends
     */
    default void select(ByteBuf messages, boolean text, int from, int end) {
        messages.setIndex(from, end);
        messages.writerIndex(Math.min(end, Math.max(from, end(messages, text))));
    }

    /** Where the message after the selected one begins; at or after the end of the buffer if there is none. */
    default int next(ByteBuf messages, int from) {
        return Math.max(from + 1, messages.writerIndex() + separatorBytes());
    }

    /** Tests each message in turn until one of them matches. Restores the buffer's indices. */
    default boolean anyMatch(ByteBuf messages, boolean text, Predicate<ByteBuf> wanted) {
        int begin = messages.readerIndex();
        int end = messages.writerIndex();
        boolean found = false;
        for (int from = begin; !found && from < end; from = next(messages, from)) {
            select(messages, text, from, end);
            found = wanted.test(messages);
        }
        messages.setIndex(begin, end);
        return found;
    }
}

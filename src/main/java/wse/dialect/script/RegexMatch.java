package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.dialect.Conversation;

/**
 * Messages in which a regular expression is found; its first group, if it has one, is the id. Thread-safe: each thread has
 * a matcher of its own, which it uses for all messages.
 */
final class RegexMatch implements Match {

    private static final int FIRST_CHARACTERS = 512;

    private final Pattern pattern;
    private final boolean hasId;
    private final ThreadLocal<Reader> readers;

    RegexMatch(Pattern pattern) {
        this.pattern = pattern;
        this.hasId = pattern.matcher("").groupCount() > 0;
        this.readers = ThreadLocal.withInitial(() -> new Reader(this.pattern));
    }

    /** One thread's matcher, with the characters of the latest message. */
    private static final class Reader {

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final Matcher matcher;
        private CharBuffer characters = CharBuffer.allocate(FIRST_CHARACTERS);

        Reader(Pattern pattern) {
            this.matcher = pattern.matcher("");
        }

        boolean finds(ByteBuf message) {
            if (characters.capacity() < message.readableBytes()) {
                characters = CharBuffer.allocate(2 * message.readableBytes());
            }
            characters.clear();
            decoder.reset();
            decoder.decode(bytes(message), characters, true);
            return matcher.reset(characters.flip()).find();
        }

        private static ByteBuffer bytes(ByteBuf message) {
            return message.nioBufferCount() == 1
                    ? message.internalNioBuffer(message.readerIndex(), message.readableBytes())
                    : message.nioBuffer();
        }

        long id() {
            int from = matcher.start(1);
            int to = matcher.end(1);
            if (from < 0 || from == to || to - from > 18) {
                return Conversation.NONE;
            }
            long value = 0;
            for (int i = from; i < to; i++) {
                int digit = characters.get(i) - '0';
                if (digit < 0 || digit > 9) {
                    return Conversation.NONE;
                }
                value = value * 10 + digit;
            }
            return value;
        }

        String group() {
            return matcher.start(1) < 0 ? null : matcher.group(1);
        }
    }

    @Override
    public boolean matches(ByteBuf message) {
        return readers.get().finds(message);
    }

    @Override
    public long id(ByteBuf message) {
        if (!hasId) {
            return Conversation.IN_ORDER;
        }
        Reader reader = readers.get();
        return reader.finds(message) ? reader.id() : Conversation.NONE;
    }

    /** The text of the first group in a message; null if the expression is not found. Allocates. */
    String group(ByteBuf message) {
        Reader reader = readers.get();
        return reader.finds(message) ? reader.group() : null;
    }

    @Override
    public boolean hasId() {
        return hasId;
    }
}

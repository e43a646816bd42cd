package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/** Uses a dialect with Gatling's strings and byte arrays instead of Netty's buffers. */
final class TextMessages {

    private TextMessages() {}

    static Meaning meaning(Conversation conversation, String text) {
        return conversation.onMessage(buffer(text), true);
    }

    static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    static Payload ping(Dialect dialect, Conversation conversation, long id) {
        ByteBuf out = Unpooled.buffer(64);
        conversation.writePing(out, id);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return new Payload(dialect.pingForm() == PingForm.TEXT, bytes);
    }

    /**
     * The text that must be sent at once to answer a server's own ping; empty for any other message, or if the answer is
     * not text.
     */
    static Optional<String> autoReply(Dialect dialect, String text) {
        Conversation conversation = dialect.conversation(0);
        AtomicReference<Meaning> heard = new AtomicReference<>(Meaning.OTHER);
        dialect.packing().anyMatch(buffer(text), true, message -> {
            heard.set(conversation.onMessage(message, true));
            return isAnswered(heard.get());
        });
        return Optional.of(heard.get())
                .filter(TextMessages::isAnswered)
                .map(meaning -> text(meaning.replies().get(0)));
    }

    private static boolean isAnswered(Meaning meaning) {
        return meaning.kind() == Meaning.Kind.SERVER_PING
                && meaning.replies().size() == 1
                && meaning.replies().get(0).text();
    }

    static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}

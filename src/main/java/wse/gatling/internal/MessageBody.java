package wse.gatling.internal;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.internal.Expressions;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import scala.Function1;

/** The content of a message to send: text or bytes, either fixed or computed from the session. Immutable. */
public final class MessageBody {

    private final boolean text;
    private final Function1<Session, Validation<byte[]>> bytes;

    private MessageBody(boolean text, Function1<Session, Validation<byte[]>> bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** @param text a Gatling Expression Language string */
    public static MessageBody text(String text) {
        return utf8(Expressions.toStringExpression(text));
    }

    public static MessageBody text(Function<io.gatling.javaapi.core.Session, String> text) {
        return utf8(Expressions.javaFunctionToExpression(text));
    }

    private static MessageBody utf8(Function1<Session, Validation<String>> text) {
        return new MessageBody(
                true, session -> text.apply(session).map(string -> string.getBytes(StandardCharsets.UTF_8)));
    }

    public static MessageBody binary(byte[] bytes) {
        return new MessageBody(false, Expressions.toStaticValueExpression(bytes));
    }

    public static MessageBody binary(Function<io.gatling.javaapi.core.Session, byte[]> bytes) {
        return new MessageBody(false, Expressions.javaFunctionToExpression(bytes));
    }

    /** Sends the message, then runs {@code then}. If the message cannot be computed, the scenario is wrong. */
    void send(Call call, UserConnection connection, Runnable then) {
        Validations.either(
                bytes.apply(call.session()),
                payload -> {
                    connection.send(payload, text);
                    then.run();
                },
                call::crash);
    }
}

package wse.gatling.internal;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.internal.Expressions;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import scala.Function1;

/** What a send sends: text or bytes, fixed or a function of the session. Immutable. */
public final class Payload {

    private final boolean text;
    private final Function1<Session, Validation<byte[]>> bytes;

    private Payload(boolean text, Function1<Session, Validation<byte[]>> bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** @param text a Gatling Expression Language string */
    public static Payload text(String text) {
        return utf8(Expressions.toStringExpression(text));
    }

    public static Payload text(Function<io.gatling.javaapi.core.Session, String> text) {
        return utf8(Expressions.javaFunctionToExpression(text));
    }

    private static Payload utf8(Function1<Session, Validation<String>> text) {
        return new Payload(true, session -> text.apply(session).map(string -> string.getBytes(StandardCharsets.UTF_8)));
    }

    public static Payload binary(byte[] bytes) {
        return new Payload(false, Expressions.toStaticValueExpression(bytes));
    }

    public static Payload binary(Function<io.gatling.javaapi.core.Session, byte[]> bytes) {
        return new Payload(false, Expressions.javaFunctionToExpression(bytes));
    }

    boolean isText() {
        return text;
    }

    Validation<byte[]> resolve(Session session) {
        return bytes.apply(session);
    }
}

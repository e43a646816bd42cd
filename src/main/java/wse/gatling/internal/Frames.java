package wse.gatling.internal;

import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.Ws;
import io.gatling.javaapi.http.WsAwaitActionBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Function;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/**
 * Sends and checks a dialect's messages through Gatling's {@code ws} DSL, which has separate methods for text and for
 * binary messages. If a dialect's pings are binary, all its messages are taken to be binary.
 */
public enum Frames {
    TEXT {
        @Override
        WsAwaitActionBuilder<?, ?> sending(Ws request, Function<Session, Payload> message) {
            return request.sendText(session -> TextMessages.text(message.apply(session)));
        }

        @Override
        WsFrameCheck check(Function<Session, String> name, CheckBuilder matching, CheckBuilder then) {
            return ws.checkTextMessage(name).matching(matching).check(then);
        }

        @Override
        CheckBuilder is(BiPredicate<ByteBuf, Session> predicate, String name) {
            return passes(bodyString(), TextMessages::buffer, predicate, name);
        }
    },
    BINARY {
        @Override
        WsAwaitActionBuilder<?, ?> sending(Ws request, Function<Session, Payload> message) {
            return request.sendBytes(session -> message.apply(session).bytes());
        }

        @Override
        WsFrameCheck check(Function<Session, String> name, CheckBuilder matching, CheckBuilder then) {
            return ws.checkBinaryMessage(name).matching(matching).check(then);
        }

        @Override
        CheckBuilder is(BiPredicate<ByteBuf, Session> predicate, String name) {
            return passes(bodyBytes(), Unpooled::wrappedBuffer, predicate, name);
        }
    };

    /** Whether Gatling answers the server's own pings by itself. It does so only if they are text. */
    public boolean answersServerPings() {
        return this == TEXT;
    }

    public static Frames of(Dialect dialect) {
        return dialect.pingForm() == PingForm.BINARY ? BINARY : TEXT;
    }

    /** Sends a message. */
    public ActionBuilder send(Ws request, Function<Session, Payload> message) {
        return sending(request, message.andThen(this::checked));
    }

    /** Sends a message, and waits for one that passes a check. */
    public ActionBuilder sendAndAwait(
            Ws request, Function<Session, Payload> message, Function<Session, Duration> timeout, WsFrameCheck check) {
        return sending(request, message.andThen(this::checked)).await(timeout).on(check);
    }

    abstract WsAwaitActionBuilder<?, ?> sending(Ws request, Function<Session, Payload> message);

    abstract WsFrameCheck check(Function<Session, String> name, CheckBuilder matching, CheckBuilder then);

    /** A check that succeeds if the message's bytes satisfy the predicate. */
    abstract CheckBuilder is(BiPredicate<ByteBuf, Session> predicate, String name);

    private static <T> CheckBuilder passes(
            CheckBuilder.Find<T> body,
            Function<T, ByteBuf> bytes,
            BiPredicate<ByteBuf, Session> predicate,
            String name) {
        return body.transformWithSession((content, session) -> predicate.test(bytes.apply(content), session))
                .is(true)
                .name(name);
    }

    /** Accepts the next message that matters to the login; fails with {@code AUTH_REJECTED} if it refuses the login. */
    public WsFrameCheck loginMessage(TierLogin login) {
        return check(
                session -> Step.READY,
                is((message, session) -> login.isOfLogin(message, this == TEXT, session), Step.READY),
                is((message, session) -> login.isAccepted(session), "AUTH_REJECTED"));
    }

    /** Accepts the pong of the user's outstanding ping, and skips all messages that arrive before it. */
    public WsFrameCheck pong(TierProbe probe) {
        return check(
                probe::pingName,
                is((message, session) -> probe.isPong(message, this == TEXT, session), Step.PONG),
                is((message, session) -> probe.isAnswered(session), Step.PONG));
    }

    /** Like {@link #pong}, for a ping of {@link Step#SETTLE}. */
    public WsFrameCheck settled(TierProbe probe) {
        return check(
                session -> Step.SETTLING,
                is((message, session) -> probe.isPong(message, this == TEXT, session), Step.SETTLING),
                is((message, session) -> probe.isAnswered(session), Step.SETTLING));
    }

    private Payload checked(Payload message) {
        if (message.text() != (this == TEXT)) {
            throw new IllegalArgumentException(
                    "by Gatling's engine, messages of a protocol must be all text or all binary;"
                            + " give wse.engine=netty");
        }
        return message;
    }
}

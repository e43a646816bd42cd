package wse.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import wse.gatling.internal.MessageBody;
import wse.gatling.internal.Names;
import wse.gatling.internal.Verbs;
import wse.measure.RequestSamples;
import wse.plan.TierPlan;

/** A named request; its methods say what it does. Created by {@link WseDsl#wse(String)}. Immutable. */
public final class WseRequest {

    private final Names names;

    WseRequest(Names names) {
        this.names = names;
    }

    /** Connects, upgrades, and waits for the dialect's ready message; the response time covers all three. */
    public ActionBuilder connect() {
        return Verbs.connect(names);
    }

    /** Sends an application ping and waits for its pong; other messages that arrive meanwhile are ignored. */
    public ActionBuilder ping() {
        return Verbs.ping(names);
    }

    /**
     * Sends a text message.
     *
     * @param text a Gatling Expression Language string
     */
    public WseSend sendText(String text) {
        return new WseSend(names, MessageBody.text(text));
    }

    /**
     * Sends a text message that is computed for each send.
     *
     * @param text called on the user's event loop
     */
    public WseSend sendText(Function<Session, String> text) {
        return new WseSend(names, MessageBody.text(text));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes copied by this call
     */
    public WseSend sendBinary(byte[] bytes) {
        return new WseSend(names, MessageBody.binary(bytes.clone()));
    }

    /**
     * Sends a binary message that is computed for each send.
     *
     * @param bytes called on the user's event loop; the array that it returns is not copied and must not change
     */
    public WseSend sendBinary(Function<Session, byte[]> bytes) {
        return new WseSend(names, MessageBody.binary(bytes));
    }

    /**
     * Waits for the next message; a message that has arrived since the last send counts too. Fails with
     * {@code REPLY_TIMEOUT} if none arrives in time.
     */
    public WseAwait await(Duration timeout) {
        return new WseAwait(names, Optional.empty(), timeout, List.of(), List.of());
    }

    /** Closes the connection with code 1000 and waits until the server has closed it too. */
    public ActionBuilder close() {
        return Verbs.close(names);
    }

    /**
     * Closes the connection with this code and waits until the server has closed it too.
     *
     * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999 (RFC 6455 section 7.4)
     * @throws IllegalArgumentException for any other code
     */
    public ActionBuilder close(int code) {
        return Verbs.close(names, code);
    }

    /**
     * Lets a runner carry out a whole plan while the user waits, then logs the requests that the runner returns. Needs no
     * protocol: the runner knows where to connect.
     *
     * @param runner begins to carry out the plan and returns immediately, because it is called on one of Gatling's event
     *     loops
     */
    public ActionBuilder run(TierPlan plan, Function<TierPlan, CompletionStage<List<RequestSamples>>> runner) {
        return run(() -> runner.apply(plan));
    }

    /** The same for a runner that already knows what to carry out. */
    public ActionBuilder run(Supplier<CompletionStage<List<RequestSamples>>> runner) {
        return Verbs.run(names, runner::get);
    }
}

package wse.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import wse.gatling.internal.Names;
import wse.gatling.internal.Payload;
import wse.gatling.internal.Verbs;
import wse.measure.RequestSamples;
import wse.plan.TierPlan;

/** A named request, before it is said what it does. Made by {@link WseDsl#wse(String)}. Immutable. */
public final class WseRequest {

    private final Names names;

    WseRequest(Names names) {
        this.names = names;
    }

    /** Connects, upgrades, and awaits the dialect's ready message; the response time covers all three. */
    public ActionBuilder connect() {
        return Verbs.connect(names);
    }

    /** Sends an application ping and awaits its pong; messages in between are let pass. */
    public ActionBuilder ping() {
        return Verbs.ping(names);
    }

    /** @param text a Gatling Expression Language string */
    public WseSend sendText(String text) {
        return new WseSend(names, Payload.text(text));
    }

    /** @param text called at each send, on the event loop of the user */
    public WseSend sendText(Function<Session, String> text) {
        return new WseSend(names, Payload.text(text));
    }

    /** @param bytes copied here, once */
    public WseSend sendBinary(byte[] bytes) {
        return new WseSend(names, Payload.binary(bytes.clone()));
    }

    /** @param bytes called at each send, on the event loop of the user; what it returns is not copied */
    public WseSend sendBinary(Function<Session, byte[]> bytes) {
        return new WseSend(names, Payload.binary(bytes));
    }

    /**
     * Awaits the next message, one that came since the last send included, and fails with {@code REPLY_TIMEOUT} if none
     * comes in time.
     */
    public WseAwait await(Duration timeout) {
        return new WseAwait(names, null, timeout, List.of(), List.of());
    }

    /** Closes with code 1000 and waits for the server to close too. */
    public ActionBuilder close() {
        return Verbs.close(names);
    }

    /** @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999 (RFC 6455 section 7.4); another is refused at once */
    public ActionBuilder close(int code) {
        return Verbs.close(names, code);
    }

    /**
     * Has a whole plan carried out while the user waits, then logs the requests that the runner hands over. Needs no
     * protocol: the runner knows where to connect.
     *
     * @param runner begins to carry out the plan and returns at once: it is called on an event loop of Gatling
     */
    public ActionBuilder run(TierPlan plan, Function<TierPlan, CompletionStage<List<RequestSamples>>> runner) {
        return run(() -> runner.apply(plan));
    }

    /** The same where the runner itself knows what to carry out. */
    public ActionBuilder run(Supplier<CompletionStage<List<RequestSamples>>> runner) {
        return Verbs.run(names, runner::get);
    }
}

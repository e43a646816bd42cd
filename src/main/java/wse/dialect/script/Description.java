package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.dialect.CloseMeaning;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Meaning;
import wse.dialect.Packing;

/**
 * A described protocol. Immutable.
 *
 * @param name of the protocol, for messages
 * @param login the steps after the upgrade; empty if the connection is ready at once
 * @param packing how the server packs its messages
 * @param keptValues how many values a connection keeps from messages of the server
 */
record Description(
        String name,
        Request request,
        Packing packing,
        List<Step> login,
        int keptValues,
        List<Refusal> refusals,
        Optional<Ping> ping,
        List<ServerPing> serverPings,
        Optional<KeepAliveMessage> keepAlive,
        Optional<Duration> idleTimeout,
        FloodMessage flood,
        Map<Integer, CloseMeaning> closeCodes) {

    /**
     * The upgrade request.
     *
     * @param path with its query
     */
    record Request(Template path, Map<String, Template> headers, List<String> subprotocols) {

        boolean isSameForAll() {
            return path.isFixed() && headers.values().stream().allMatch(Template::isFixed);
        }
    }

    /**
     * A step of the login.
     *
     * @param sends messages that are sent when the step begins
     * @param awaits which message of the server ends the step; empty if none is needed
     * @param keeps values of that message that are kept
     */
    record Step(List<Template> sends, Optional<Match> awaits, List<Keep> keeps) {}

    /**
     * A message that refuses the login.
     *
     * @param reason what to tell the user
     * @param words where the server's own words are; empty if it has none
     */
    record Refusal(Match when, String reason, Optional<Part> words) {}

    /** A ping of the client. */
    record Ping(Template send, Match answer) {

        private static final long WHOLE_ID = (1L << 53) - 1;

        /** Whether ids are longer than the ping has room for, so that the conversation has to complete them. */
        boolean shortensIds() {
            return answer.hasId() && send.idMask() != WHOLE_ID;
        }
    }

    /**
     * A ping of the server.
     *
     * @param fixedAnswer what it means, if the answer is always the same; otherwise null
     */
    record ServerPing(Match when, List<Keep> keeps, List<Template> answers, Meaning fixedAnswer) {

        static ServerPing of(Match when, List<Keep> keeps, List<Template> answers) {
            return new ServerPing(
                    when, keeps, answers, answers.stream().allMatch(Template::isFixed) ? fixed(answers) : null);
        }

        private static Meaning fixed(List<Template> answers) {
            Meaning meaning = Meaning.SERVER_PING;
            for (Template answer : answers) {
                meaning = meaning.andSend(answer.payload(new Fill() {}));
            }
            return meaning;
        }
    }

    /** The server's ping that this message is; null if it is not a ping. Allocates nothing. */
    ServerPing serverPingLike(ByteBuf message) {
        for (int i = 0; i < serverPings.size(); i++) {
            if (serverPings.get(i).when().matches(message)) {
                return serverPings.get(i);
            }
        }
        return null;
    }

    /** The ping of the client; null if it pings with ping frames. */
    Ping pingOrNull() {
        return ping.orElse(null);
    }

    /** Whether one conversation can serve all connections, because it has nothing to remember. */
    boolean isSameForAll() {
        return login.isEmpty()
                && serverPings.stream().allMatch(each -> each.fixedAnswer() != null)
                && ping.map(each -> !each.shortensIds() && !each.send().isOfOneConnection())
                        .orElse(true);
    }
}

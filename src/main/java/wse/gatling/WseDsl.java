package wse.gatling;

import wse.gatling.internal.Names;

/**
 * The protocol extension: Gatling scenarios whose WebSocket connections run on the Netty engine. For example:
 *
 * <pre>{@code
 * private final ScenarioBuilder hello = scenario("hello")
 *         .exec(
 *                 wse("connect").connect(),
 *                 repeat(5).on(wse("ping").ping()),
 *                 exec(session -> session.set("question", session.userId())),
 *                 wse("ask")
 *                         .sendText("{\"t\":\"ping\",\"p\":{\"timestamp\":#{question}}}")
 *                         .await(Duration.ofSeconds(2))
 *                         .check(substring("\"client_timestamp\":#{question}")),
 *                 wse("close").close());
 * }</pre>
 *
 * <p>A scenario needs its protocol, which is built from {@link #wse}. In Gatling's report, the error message of a failed
 * request is the name of its outcome, such as {@code CONNECT_REFUSED}. A connection that a user leaves open is closed when
 * the user ends.
 */
public final class WseDsl {

    /** The protocol to start from: the echo dialect at 127.0.0.1, port 5006. */
    public static final WseProtocolBuilder wse = WseProtocolBuilder.DEFAULT;

    private WseDsl() {}

    /**
     * A request on the user's default connection.
     *
     * @param name name of the request in Gatling's report; a Gatling Expression Language string
     */
    public static WseRequest wse(String name) {
        return wse(name, Names.DEFAULT_CONNECTION);
    }

    /** A request on the user's connection of this name; a user can have several connections. */
    public static WseRequest wse(String name, String connection) {
        return new WseRequest(new Names(name, connection));
    }
}

package wse.gatling;

import wse.gatling.internal.Names;

/**
 * The protocol extension: WebSocket connections on the Netty engine, in Gatling's way.
 *
 * <pre>{@code
 * scenario("hello").exec(
 *         wse("connect").connect(),
 *         wse("ping").ping(),
 *         wse("ask").sendText("{\"id\":#{id}}").await(Duration.ofSeconds(2)).check(jsonPath("$.answer").is("42")),
 *         wse("close").close())
 *     .injectOpen(atOnceUsers(10))
 *     .protocols(wse.host("127.0.0.1").port(5006).token(token));
 * }</pre>
 *
 * <p>A failed request carries its outcome name, as in {@code CONNECT_REFUSED}, as the error message of Gatling's report. A
 * connection its user leaves open is closed when the user ends.
 */
public final class WseDsl {

    /** The protocol to start from: the echo dialect on 127.0.0.1. */
    public static final WseProtocolBuilder wse = WseProtocolBuilder.DEFAULT;

    private WseDsl() {}

    /**
     * A request, on the user's default connection.
     *
     * @param name in Gatling's report; a Gatling Expression Language string
     */
    public static WseRequest wse(String name) {
        return wse(name, Names.DEFAULT_CONNECTION);
    }

    /** A request on the user's connection of this name; a user may have several. */
    public static WseRequest wse(String name, String connection) {
        return new WseRequest(new Names(name, connection));
    }
}

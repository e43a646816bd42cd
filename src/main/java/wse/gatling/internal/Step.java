package wse.gatling.internal;

/**
 * The part of a test that a record of Gatling's {@code ws} DSL belongs to. Only the request name identifies the step,
 * because everything that happens on a connection is logged through the stats engine with which its connect was built.
 */
enum Step {
    CONNECT,
    PING,
    /** A ping that shows whether the server keeps a connection of a storm. Only its outcome counts. */
    SETTLE,
    /** The close at the end, which fails if the connection had already ended. Only its outcome counts. */
    CLOSE,
    /** Not a request of the test: kept out of the report, as with the Netty engine. */
    UNMEASURED,
    /** A request or check that the scenario added itself. */
    OTHER;

    /** The upgrade. Together with the {@link #READY} check after it, it is one attempt and one request of the report. */
    static final String CONNECTED = "connect";

    static final String READY = "ready";

    /** The sending of a ping. Its answer is logged under the name of the check, {@link #PONG} or {@link #ALIVE}. */
    static final String SEND = "send";

    static final String PONG = "ping";
    /** The ping that ends a hold. */
    static final String ALIVE = "alive";

    /** The sending of a login message. Its answer is logged under the name of the check, {@link #READY}. */
    static final String LOGIN = "login";

    static final String HELLO = "hello";
    static final String SETTLING = "settle";
    static final String CLOSING = "close";

    static Step of(String request) {
        return switch (request) {
            case CONNECTED, READY, LOGIN -> CONNECT;
            case SEND, PONG, ALIVE -> PING;
            case SETTLING -> SETTLE;
            case CLOSING -> CLOSE;
            case HELLO -> UNMEASURED;
            default -> OTHER;
        };
    }

    /** Whether Gatling's record of this step appears in the report as it is. */
    boolean isReported() {
        return this == PING || this == OTHER;
    }
}

package wse.gatling.internal;

/**
 * What a record of Gatling's {@code ws} DSL is about, told by its request name: whatever happens on a connection is logged
 * through the stats engine its connect was built with, so nothing else tells one from another.
 */
enum Step {
    CONNECT,
    PING,
    /** No request of the test: its records stay out of the report, as with the Netty engine. */
    UNMEASURED,
    /** A request or check of the scenario's own. */
    OTHER;

    /** The upgrade. With the {@link #READY} check after it one attempt, and so one record of the report. */
    static final String CONNECTED = "connect";

    static final String READY = "ready";

    /** Sending a ping. Its answer is logged under the check's name, {@link #PONG} or {@link #ALIVE}. */
    static final String SEND = "send";

    static final String PONG = "ping";
    /** The ping that ends a hold. */
    static final String ALIVE = "alive";

    /** Sending a message of the login. What answers it is logged under the check's name, {@link #READY}. */
    static final String LOGIN = "login";

    static final String HELLO = "hello";
    static final String CLOSE = "close";

    static Step of(String request) {
        return switch (request) {
            case CONNECTED, READY, LOGIN -> CONNECT;
            case SEND, PONG, ALIVE -> PING;
            case HELLO, CLOSE -> UNMEASURED;
            default -> OTHER;
        };
    }
}

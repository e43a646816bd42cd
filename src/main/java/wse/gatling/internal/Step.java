package wse.gatling.internal;

/** What a measured chain is for: the same words of Gatling mean a different outcome in each. */
enum Step {
    CONNECT("connect"),
    PING("ping"),
    /** Not part of what is measured: its records stay out of the report, as with the Netty engine. */
    CLOSE("close");

    private final String request;

    Step(String request) {
        this.request = request;
    }

    /** The request's name in Gatling's report where a record has none that a reader should see. */
    String request() {
        return request;
    }
}

package wse.gatling.internal;

/** What a measured chain is for: the same words of Gatling mean a different outcome in each. */
enum Step {
    CONNECT,
    PING,
    CLOSE
}

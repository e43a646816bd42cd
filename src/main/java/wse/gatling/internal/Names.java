package wse.gatling.internal;

/**
 * What a request is called and which of the user's connections it is for.
 *
 * @param request in Gatling's report; a Gatling Expression Language string
 * @param connection name of the connection, so that a user may have several
 */
public record Names(String request, String connection) {

    /** The connection of who names none. */
    public static final String DEFAULT_CONNECTION = "default";

    /** Where a session keeps the connection. */
    String attribute() {
        return "wse.connection." + connection;
    }
}

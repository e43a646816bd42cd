package wse.gatling.internal;

/**
 * The name of a request and of the user's connection that it uses.
 *
 * @param request name of the request in Gatling's report; a Gatling Expression Language string
 * @param connection name of the connection, so that a user may have several
 */
public record Names(String request, String connection) {

    /** The name of a user's connection unless the scenario gives another. */
    public static final String DEFAULT_CONNECTION = "default";

    /** The session attribute that holds the connection. */
    String attribute() {
        return "wse.connection." + connection;
    }
}

package wse.measure;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * How an attempt ended: a row of the report. The outcomes of each tier add up to its attempts. The names are part of the
 * contract of {@code results.json}. A status or close code is a suffix of the name.
 *
 * @param name upper snake case, for example {@code CLOSED_BY_SERVER_1009}
 */
public record Outcome(String name) implements Comparable<Outcome> {

    /** The names of all outcomes of a proxy begin with this. */
    private static final String PROXY = "PROXY_";

    /** The names of all outcomes of lost members begin with this. */
    private static final String MEMBER_LOST = "MEMBER_LOST_";

    /** The attempt succeeded in every respect. */
    public static final Outcome OK = new Outcome("OK");
    /** The peer answered the SYN with a reset: nothing listens there. */
    public static final Outcome CONNECT_REFUSED = new Outcome("CONNECT_REFUSED");
    /** No TCP connection was established within the connect time-out. */
    public static final Outcome CONNECT_TIMEOUT = new Outcome("CONNECT_TIMEOUT");
    /** No route to the host, or the network is down. */
    public static final Outcome UNREACHABLE = new Outcome("UNREACHABLE");
    /** EADDRNOTAVAIL: the source address has no free local port left. */
    public static final Outcome NO_LOCAL_PORT = new Outcome("NO_LOCAL_PORT");
    /** EMFILE or ENFILE: the client has no file descriptor left. */
    public static final Outcome NO_DESCRIPTOR = new Outcome("NO_DESCRIPTOR");
    /** ENOMEM, ENOBUFS, or the client's own heap: no memory left for one more. */
    public static final Outcome NO_MEMORY = new Outcome("NO_MEMORY");
    /** The server rejected the token, or it was missing: an error message or close code 4401. */
    public static final Outcome AUTH_REJECTED = new Outcome("AUTH_REJECTED");
    /** The TCP connection is up, but neither the upgrade nor the ready message came within the ready time-out. */
    public static final Outcome READY_TIMEOUT = new Outcome("READY_TIMEOUT");
    /** The connection was reset, or ended without a close frame. */
    public static final Outcome RESET = new Outcome("RESET");
    /** A ping was not answered within its time-out. */
    public static final Outcome PONG_TIMEOUT = new Outcome("PONG_TIMEOUT");
    /** The peer violated RFC 6455 or HTTP, or is not a WebSocket server. */
    public static final Outcome PROTOCOL_ERROR = new Outcome("PROTOCOL_ERROR");
    /** The server sent more than the client's own limits allow. */
    public static final Outcome CLIENT_LIMIT = new Outcome("CLIENT_LIMIT");
    /** The client does not trust the issuer of the server's certificate. */
    public static final Outcome CERTIFICATE_NOT_TRUSTED = new Outcome("CERTIFICATE_NOT_TRUSTED");
    /** The server's certificate is not valid at this time. */
    public static final Outcome CERTIFICATE_EXPIRED = new Outcome("CERTIFICATE_EXPIRED");
    /** The server's certificate is for another host. */
    public static final Outcome CERTIFICATE_WRONG_NAME = new Outcome("CERTIFICATE_WRONG_NAME");
    /** The server requires a client certificate, but the client has none. */
    public static final Outcome CLIENT_CERTIFICATE_REQUIRED = new Outcome("CLIENT_CERTIFICATE_REQUIRED");
    /** The server does not accept the client's certificate. */
    public static final Outcome CLIENT_CERTIFICATE_REFUSED = new Outcome("CLIENT_CERTIFICATE_REFUSED");
    /** The TLS handshake failed for a reason other than a certificate. */
    public static final Outcome TLS_FAILED = new Outcome("TLS_FAILED");
    /** No TCP connection to the proxy could be established. */
    public static final Outcome PROXY_UNREACHABLE = new Outcome("PROXY_UNREACHABLE");
    /** The proxy did not answer within the connect time-out. */
    public static final Outcome PROXY_TIMEOUT = new Outcome("PROXY_TIMEOUT");
    /** The proxy closed the connection before it had opened one to the server, or its answer was not HTTP. */
    public static final Outcome PROXY_FAILED = new Outcome("PROXY_FAILED");
    /** The server sent a close frame whose code the client could not see. */
    public static final Outcome CLOSED_BY_SERVER = new Outcome("CLOSED_BY_SERVER");
    /** A message of a flood came back with content that no client has sent. */
    public static final Outcome MESSAGE_GARBLED = new Outcome("MESSAGE_GARBLED");
    /** A message of a flood did not come back, although a later one of the same connection did. */
    public static final Outcome MESSAGE_MISSING = new Outcome("MESSAGE_MISSING");
    /** A message of a flood came back more than once. */
    public static final Outcome MESSAGE_DUPLICATED = new Outcome("MESSAGE_DUPLICATED");
    /** A message of a flood came back after a later one of the same connection. */
    public static final Outcome MESSAGE_REORDERED = new Outcome("MESSAGE_REORDERED");
    /** A message of a flood arrived at a connection other than the one that had sent it. */
    public static final Outcome MESSAGE_FOREIGN = new Outcome("MESSAGE_FOREIGN");
    /** Another error of the operating system. */
    public static final Outcome IO_ERROR = new Outcome("IO_ERROR");
    /** An error in the client itself, which is logged. */
    public static final Outcome INTERNAL_ERROR = new Outcome("INTERNAL_ERROR");
    /** The run was stopped before this attempt could end. */
    public static final Outcome ABORTED = new Outcome("ABORTED");

    /** The client ended the connection, or gave up connecting, after it had waited for as long as it was told to. */
    private static final Set<Outcome> GIVEN_UP = Set.of(CONNECT_TIMEOUT, READY_TIMEOUT);

    /** Outcomes that are due to the client's decisions or lack of resources, and not to the server. */
    private static final Set<Outcome> OF_THE_CLIENT = Set.of(
            CLIENT_LIMIT,
            CERTIFICATE_NOT_TRUSTED,
            CERTIFICATE_EXPIRED,
            CERTIFICATE_WRONG_NAME,
            NO_LOCAL_PORT,
            NO_DESCRIPTOR,
            NO_MEMORY,
            INTERNAL_ERROR);

    public Outcome {
        Objects.requireNonNull(name, "name");
    }

    /** The server answered the upgrade with a status other than 101 (RFC 6455 section 4.1). */
    public static Outcome handshakeRejected(int status) {
        return new Outcome("HANDSHAKE_REJECTED_" + status);
    }

    /** The proxy answered with a status other than success, so that there was no connection to the server. */
    public static Outcome proxyRejected(int status) {
        return new Outcome(PROXY + "REJECTED_" + status);
    }

    /** The server sent a close frame with this code (RFC 6455 section 7.4; 1005 stands for a close frame without one). */
    public static Outcome closedByServer(int code) {
        return new Outcome("CLOSED_BY_SERVER_" + code);
    }

    /** The cluster member that carried out this attempt ended before it could report the outcome. */
    public static Outcome memberLost(String member) {
        return new Outcome(MEMBER_LOST + member.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_"));
    }

    public boolean isOk() {
        return equals(OK);
    }

    /**
     * Whether a time-out of the client ended the attempt. How many do so depends on its settings, and on the server.
     */
    public boolean isGivenUp() {
        return GIVEN_UP.contains(this);
    }

    /** Whether the client, and not the server, is the reason that the attempt failed. */
    public boolean isOfTheClient() {
        return OF_THE_CLIENT.contains(this);
    }

    /** Whether the proxy between client and server is the reason that the attempt failed. */
    public boolean isOfTheProxy() {
        return name.startsWith(PROXY);
    }

    /** Whether the attempt was lost together with the worker process or agent that carried it out. */
    public boolean isOfALostMember() {
        return name.startsWith(MEMBER_LOST);
    }

    /** Sorts {@code OK} first, then by name. */
    @Override
    public int compareTo(Outcome other) {
        return isOk() == other.isOk() ? name.compareTo(other.name) : isOk() ? -1 : 1;
    }

    @Override
    public String toString() {
        return name;
    }
}

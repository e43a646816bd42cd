package wse.load;

import java.net.URI;
import java.util.function.Supplier;
import wse.dialect.ContactHints;
import wse.dialect.Dialect;
import wse.engine.Disconnect;
import wse.engine.Endpoint;
import wse.engine.HttpRefusal;

/**
 * Tells the user why a first contact failed: what the server or the client did, in the server's own words if there are
 * any, and a suitable remedy. A pure function.
 *
 * @param endpoint where the contact was made
 * @param target path and query of the upgrade request
 * @param waitingFor what the client was waiting for, and what to check if it never arrives
 * @param heard what the server had sent before
 */
record ContactFailure(Endpoint endpoint, String target, Dialect dialect, WaitingFor waitingFor, Heard heard) {

    private static final int MOST_PORT = 65_535;

    private static final String CERTIFICATE_REMEDY =
            "give one with -Dwse.tls.certificate=client.pem and its key with -Dwse.tls.key=client.key";

    /** @param remedy begins with a verb; may be empty */
    record WaitingFor(String what, String remedy) {

        String words() {
            return "while the client was waiting for " + what;
        }

        String orRemedy() {
            return remedy.isEmpty() ? "" : "; " + remedy;
        }
    }

    /** The time-out has passed. */
    String timedOut(long millis) {
        if (!heard.instead().isEmpty()) {
            return heard.instead();
        }
        return "after " + millis + " ms (wse.readyTimeout), the client was still waiting for " + waitingFor.what()
                + heard.words() + waitingFor.orRemedy();
    }

    String sentence(Disconnect why) {
        return switch (why.kind()) {
            case REFUSED ->
                "nothing is listening there (connection refused); start the server, or check wse.host and wse.port";
            case CONNECT_TIMEOUT ->
                "no connection could be established within wse.connectTimeout (" + why.detail()
                        + "); check wse.host, wse.port and the firewall";
            case UNREACHABLE -> "the host cannot be reached; check wse.host and the network";
            case REJECTED -> why.refusal().map(this::rejected).orElse(why.detail());
            case CLOSED_BY_PEER -> closed(why);
            case NOT_HTTP -> "the server does not speak HTTP there (" + why.detail() + "); check wse.port";
            case PROTOCOL_ERROR -> "the server violated the rules of the WebSocket protocol: " + why.detail();
            case CLIENT_LIMIT ->
                "the server sent more than the client accepts (" + why.detail() + "); raise wse.maxMessageSize";
            case PROXY_UNREACHABLE, PROXY_REJECTED, PROXY_TIMEOUT, PROXY_FAILED -> ofProxy(why);
            case CERTIFICATE_NOT_TRUSTED ->
                "the server's certificate is not trusted: " + why.detail()
                        + ". Give its authority with -Dwse.tls.ca=ca.pem, or skip the check with"
                        + " -Dwse.tls.insecure=true (the report will say so)";
            case CERTIFICATE_EXPIRED ->
                "the server's certificate is not valid now: " + why.detail()
                        + "; renew it, or correct the clock of this machine";
            case CERTIFICATE_WRONG_NAME ->
                "the server's certificate is for another host: " + why.detail()
                        + "; set wse.host or wse.tls.serverName to a name from the certificate, or install a certificate for this name on"
                        + " the server";
            case CLIENT_CERTIFICATE_REQUIRED -> why.detail() + "; " + CERTIFICATE_REMEDY;
            case CLIENT_CERTIFICATE_REFUSED ->
                why.detail()
                        + "; set wse.tls.certificate to one that is valid now and signed by an authority that the server"
                        + " trusts";
            case TLS_MISMATCH -> tlsMismatch(why);
            case TLS_FAILED -> "the TLS handshake failed: " + why.detail() + tlsRemedy(why);
            case RESET ->
                "the connection was lost " + waitingFor.words() + " (" + why.detail() + ")" + heard.words()
                        + waitingFor.orRemedy();
            default -> why.detail();
        };
    }

    private String tlsRemedy(Disconnect why) {
        boolean lacksCertificate = why.detail().contains("client certificate") && !endpoint.hasClientCertificate();
        return lacksCertificate ? "; if it requires a client certificate, " + CERTIFICATE_REMEDY : "";
    }

    private static String ofProxy(Disconnect why) {
        return switch (why.kind()) {
            case PROXY_UNREACHABLE -> "the proxy cannot be reached (" + why.detail() + "); check wse.proxy";
            case PROXY_REJECTED -> proxyRejected(why);
            case PROXY_TIMEOUT ->
                why.detail() + " (wse.connectTimeout); check wse.proxy, and whether it may reach wse.host";
            default -> why.detail() + "; check that wse.proxy is an HTTP proxy that allows CONNECT";
        };
    }

    private static String proxyRejected(Disconnect why) {
        String remedy = switch (why.code()) {
            case 407 -> "give its user and password: wse.proxy=http://user:password@host:port";
            case 403, 405 -> "check whether it allows CONNECT to wse.host and wse.port";
            case 500, 502, 503, 504 -> "check that it can reach wse.host and wse.port";
            default -> "check that wse.proxy is an HTTP proxy that allows CONNECT";
        };
        return "the proxy opened no connection to the server (" + why.detail() + "); " + remedy;
    }

    private String tlsMismatch(Disconnect why) {
        return endpoint.isTls()
                ? why.detail() + "; leave wse.tls out, or set wse.port to the port that the server uses for TLS"
                : why.detail() + "; set wse.tls=true, or set wse.port to the port that the server uses without TLS";
    }

    /** If the server says why, no remedy has to be guessed. */
    private String closed(Disconnect why) {
        String reason = Outcomes.closeReason(why, dialect);
        return "the server closed the connection with close code " + why.code()
                + (reason.isEmpty() ? "" : " (" + reason + ")") + " " + waitingFor.words()
                + heard.words() + (reason.isEmpty() ? waitingFor.orRemedy() : "");
    }

    private String rejected(HttpRefusal refusal) {
        return refusal.location()
                .filter(location -> refusal.isRedirect())
                .map(location -> redirected(refusal, location))
                .orElseGet(() -> "the server answered the WebSocket upgrade with " + refusal.words() + remedy(refusal));
    }

    private String remedy(HttpRefusal refusal) {
        ContactHints hints = dialect.hints();
        return switch (refusal.status()) {
            case 401, 407 -> "; " + hints.credentials();
            case 404, 405, 410 -> "; " + hints.path();
            case 429, 503 -> "; wait until the server accepts connections again";
            case 500, 502, 504 -> "; check the log of the server, or of the proxy in front of it";
            case 400, 403 ->
                refusal.firstLine().isEmpty()
                        ? "; " + hints.path()
                                + ", and whether the server requires credentials, an Origin or a subprotocol"
                        : "";
            default -> "; " + hints.path() + ", and that this is a WebSocket server";
        };
    }

    private String redirected(HttpRefusal refusal, String location) {
        return "the server redirects to " + location + " (HTTP " + refusal.status()
                + "). Redirects are not followed; use the settings of the new address" + settings(location);
    }

    /** The settings that lead to the target of a redirect; empty if it is not a valid URI. */
    private String settings(String location) {
        try {
            URI there = here().resolve(location);
            StringBuilder settings = new StringBuilder();
            if (!String.valueOf(there.getAuthority()).equals(here().getAuthority())
                    || isTls(there) != endpoint.isTls()) {
                settings.append(" -Dwse.host=")
                        .append(there.getHost())
                        .append(" -Dwse.port=")
                        .append(port(there))
                        .append(isTls(there) ? " -Dwse.tls=true" : "");
            }
            return ":" + settings + " -Dwse.path=" + pathAndQuery(there);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private URI here() {
        return URI.create((endpoint.isTls() ? "https://" : "http://") + endpoint.hostHeader() + target);
    }

    private static boolean isTls(URI uri) {
        return "https".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 && uri.getPort() <= MOST_PORT ? uri.getPort() : isTls(uri) ? 443 : 80;
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /**
     * The messages that the server has sent so far, other than those that the client was waiting for.
     *
     * @param messages number of messages
     * @param first the first of these messages; empty if there are none
     * @param instead what came in place of the answer, as a sentence without a full stop; usually empty
     */
    record Heard(int messages, String first, String instead) {

        static final Heard NOTHING = new Heard(0, "", "");

        /** @param words the message, as it may be shown */
        Heard plusMessage(Supplier<String> words) {
            return new Heard(messages + 1, messages == 0 ? words.get() : first, instead);
        }

        Heard instead(String sentence) {
            return new Heard(messages, first, sentence);
        }

        String words() {
            if (!instead.isEmpty()) {
                return "; before that, " + instead;
            }
            return messages == 0
                    ? ""
                    : ", after the server had sent " + messages + (messages == 1 ? " message: " : " messages, first: ")
                            + first;
        }
    }
}

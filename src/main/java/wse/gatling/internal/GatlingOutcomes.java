package wse.gatling.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.dialect.CloseMeaning;
import wse.dialect.Dialect;
import wse.measure.Outcome;

/** Reads the outcome of a failed request from the error message of Gatling 3.15. A pure function. */
final class GatlingOutcomes {

    private static final Pattern STATUS = Pattern.compile("invalid handshake response getstatus: (\\d{3})");

    /** The exception of Netty's handlers for proxies; its message may contain the status of the proxy's answer. */
    private static final String PROXY = "proxyconnectexception";

    private static final Pattern PROXY_STATUS = Pattern.compile(", status: (\\d{3})");

    /** The status that Netty reports for a response that its HTTP decoder did not understand. */
    private static final String NOT_HTTP = "999";

    /** Stands for a close frame without a code (RFC 6455 section 7.4.1); Netty reports -1. */
    private static final int NO_CODE = 1005;

    /** The package of Netty's codecs, as Gatling abbreviates it: their exceptions mean that the peer broke the protocol. */
    private static final String NETTYS_CODECS = "i.n.h.c.";

    /** Messages of failed checks: a message arrived, but its content was not as expected. */
    private static final Pattern FAILED_CHECK =
            Pattern.compile("found nothing$|, found |, failed$|(preparation|extraction) crashed: ");

    private static final Map<String, Outcome> WORDS = words();

    private GatlingOutcomes() {}

    /** Error messages of the kernel, of Netty and of Gatling's client, in lower case; the first one found decides. */
    private static Map<String, Outcome> words() {
        Map<String, Outcome> words = new LinkedHashMap<>();
        words.put("connection refused", Outcome.CONNECT_REFUSED);
        words.put("cannot assign requested address", Outcome.NO_LOCAL_PORT);
        words.put("address already in use", Outcome.NO_LOCAL_PORT);
        words.put("too many open files", Outcome.NO_DESCRIPTOR);
        words.put("outofmemory", Outcome.NO_MEMORY);
        words.put("outofdirectmemory", Outcome.NO_MEMORY);
        words.put("unreachable", Outcome.UNREACHABLE);
        words.put("no route to host", Outcome.UNREACHABLE);
        words.put("unknownhost", Outcome.UNREACHABLE);
        words.put("connection timed out", Outcome.CONNECT_TIMEOUT);
        words.put("premature", Outcome.RESET);
        words.put("connection reset", Outcome.RESET);
        words.put("broken pipe", Outcome.RESET);
        words.put("max reconnects is reached", Outcome.CLOSED_BY_SERVER);
        words.put("already closed", Outcome.CLOSED_BY_SERVER);
        words.put("encoderexception", Outcome.INTERNAL_ERROR);
        words.put("max frame length", Outcome.CLIENT_LIMIT);
        words.put("certification path", Outcome.CERTIFICATE_NOT_TRUSTED);
        words.put("subject alternative", Outcome.CERTIFICATE_WRONG_NAME);
        words.put("no name matching", Outcome.CERTIFICATE_WRONG_NAME);
        words.put("certificateexpired", Outcome.CERTIFICATE_EXPIRED);
        words.put("certificatenotyetvalid", Outcome.CERTIFICATE_EXPIRED);
        words.put("certificate_required", Outcome.CLIENT_CERTIFICATE_REQUIRED);
        words.put("unknown_ca", Outcome.CLIENT_CERTIFICATE_REFUSED);
        words.put("bad_certificate", Outcome.CLIENT_CERTIFICATE_REFUSED);
        words.put("certificate_unknown", Outcome.CLIENT_CERTIFICATE_REFUSED);
        words.put("sslhandshake", Outcome.TLS_FAILED);
        words.put("notsslrecord", Outcome.TLS_FAILED);
        words.put(NETTYS_CODECS, Outcome.PROTOCOL_ERROR);
        return words;
    }

    /**
     * @param code response code of the record: a close code if the server closed the connection during a check; may be
     *     empty
     * @param dialect knows what a close code means
     * @param message error message of the record; a message that is not known here is not blamed on the server
     */
    static Outcome of(Step step, String code, String message, Dialect dialect) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains(PROXY)) {
            return ofProxy(text);
        }
        if (message.contains(Outcome.AUTH_REJECTED.name()) || isRefusal(code, dialect)) {
            return Outcome.AUTH_REJECTED;
        }
        if (code.equals("-1")) {
            return Outcome.closedByServer(NO_CODE);
        }
        if (isCloseCode(code)) {
            return Outcome.closedByServer(Integer.parseInt(code));
        }
        Matcher status = STATUS.matcher(text);
        if (status.find()) {
            return status.group(1).equals(NOT_HTTP)
                    ? Outcome.PROTOCOL_ERROR
                    : Outcome.handshakeRejected(Integer.parseInt(status.group(1)));
        }
        return socket(text).orElseGet(() -> timeout(step, text));
    }

    private static Outcome ofProxy(String text) {
        Matcher status = PROXY_STATUS.matcher(text);
        if (status.find()) {
            return Outcome.proxyRejected(Integer.parseInt(status.group(1)));
        }
        return text.endsWith(", timeout") ? Outcome.PROXY_TIMEOUT : Outcome.PROXY_FAILED;
    }

    private static boolean isRefusal(String code, Dialect dialect) {
        return isCloseCode(code)
                && dialect.closeMeaning(Integer.parseInt(code))
                        .map(CloseMeaning::refusal)
                        .orElse(false);
    }

    /** Close codes start at 1000 (RFC 6455 section 7.4); smaller codes are HTTP statuses. */
    private static boolean isCloseCode(String code) {
        return code.matches("[1-4]\\d{3}");
    }

    private static Optional<Outcome> socket(String text) {
        return WORDS.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Outcome timeout(Step step, String text) {
        if (text.contains("timeout") || text.contains("timed out")) {
            return step == Step.CONNECT ? Outcome.READY_TIMEOUT : Outcome.PONG_TIMEOUT;
        }
        return FAILED_CHECK.matcher(text).find() ? Outcome.PROTOCOL_ERROR : Outcome.INTERNAL_ERROR;
    }
}

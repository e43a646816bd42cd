package wse.engine;

import java.util.Map;
import java.util.Optional;

/**
 * How client and server compress their messages (RFC 7692 section 7.1). Immutable.
 *
 * @param serverNoContextTakeover whether the server compresses each message on its own
 * @param clientNoContextTakeover whether this side compresses each message on its own
 * @param serverMaxWindowBits base-2 logarithm of the server's window, 8 to 15
 * @param clientMaxWindowBits base-2 logarithm of the largest window that this side may use, 8 to 15
 */
public record DeflateAgreement(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverMaxWindowBits,
        int clientMaxWindowBits) {

    /**
     * Judges the extensions in the server's answer.
     *
     * @param field value of all its {@code Sec-WebSocket-Extensions} fields; empty if there are none
     * @return empty if the server does not compress
     * @throws ProtocolException if the answer has anything that was not offered, or breaks another rule
     */
    static Optional<DeflateAgreement> of(Optional<DeflateOffer> offer, String field) throws ProtocolException {
        if (field.isEmpty()) {
            return Optional.empty();
        }
        if (offer.isEmpty()) {
            throw Extension.fault("an extension that was not requested: " + Printable.quoted(field));
        }
        String[] elements = field.split(",", -1);
        Extension answer = Extension.parse(elements[0]);
        DeflateOffer.check(answer);
        if (elements.length > 1) {
            Extension second = Extension.parse(elements[1]);
            DeflateOffer.check(second);
            throw Extension.fault(DeflateOffer.NAME + " appears twice");
        }
        return Optional.of(of(offer.get(), answer.parameters()));
    }

    private static DeflateAgreement of(DeflateOffer offer, Map<String, String> answer) throws ProtocolException {
        if (answer.containsKey(DeflateOffer.CLIENT_WINDOW) && !offer.has(DeflateOffer.CLIENT_WINDOW)) {
            throw Extension.fault("a parameter that was not offered: " + DeflateOffer.CLIENT_WINDOW);
        }
        if (offer.has(DeflateOffer.SERVER_NO_CONTEXT) && !answer.containsKey(DeflateOffer.SERVER_NO_CONTEXT)) {
            throw Extension.fault(
                    DeflateOffer.NAME + " without " + DeflateOffer.SERVER_NO_CONTEXT + ", which the client asked for");
        }
        if (offer.has(DeflateOffer.SERVER_WINDOW) && !answer.containsKey(DeflateOffer.SERVER_WINDOW)) {
            throw Extension.fault(
                    DeflateOffer.NAME + " without " + DeflateOffer.SERVER_WINDOW + ", which the client asked for");
        }
        return new DeflateAgreement(
                answer.containsKey(DeflateOffer.SERVER_NO_CONTEXT),
                offer.has(DeflateOffer.CLIENT_NO_CONTEXT) || answer.containsKey(DeflateOffer.CLIENT_NO_CONTEXT),
                windowBits(offer, answer, DeflateOffer.SERVER_WINDOW),
                windowBits(offer, answer, DeflateOffer.CLIENT_WINDOW));
    }

    /** Without a value in the answer, the client's own limit still holds, because it has announced it. */
    private static int windowBits(DeflateOffer offer, Map<String, String> answer, String parameter)
            throws ProtocolException {
        int most = offer.windowBits(parameter);
        String value = answer.get(parameter);
        if (value == null) {
            return most;
        }
        if (value.isEmpty()) {
            throw Extension.fault(parameter + " without a value");
        }
        int bits = Integer.parseInt(value);
        if (bits > most) {
            throw Extension.fault(parameter + "=" + bits + ", which is more than the " + most + " that were offered");
        }
        return bits;
    }
}

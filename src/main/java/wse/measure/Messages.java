package wse.measure;

/**
 * Counts of the application messages of a tier: {@code sent = confirmed + lost + unknown}. If the server is the sender
 * ({@code wse.direction=in}), a message is confirmed when it arrives at the client.
 *
 * @param sent messages written to sockets, not counting warm-up and hellos
 * @param confirmed messages that the server has read, as proved by an answer
 * @param bytesSent WebSocket payload bytes of the messages sent
 * @param hellos client hellos and keep-alive messages; the server counts them as messages, but they are not included in the
 *     other figures
 * @param barrierPings pings that only prove that everything before them was read; the server counts them, but they are not
 *     included in the other figures
 * @param unknown messages in flight when the tier was cut short: neither confirmed nor lost
 */
public record Messages(long sent, long confirmed, long bytesSent, long hellos, long barrierPings, long unknown) {

    public static final Messages NONE = new Messages(0, 0, 0, 0, 0);

    public Messages {
        if (confirmed + unknown > sent) {
            throw new IllegalArgumentException("confirmed messages must not exceed sent ones: sent=" + sent
                    + ", confirmed=" + confirmed + ", unknown=" + unknown + "; a confirmation was counted twice");
        }
    }

    /** The messages of a tier that was carried out to its end. */
    public Messages(long sent, long confirmed, long bytesSent, long hellos, long barrierPings) {
        this(sent, confirmed, bytesSent, hellos, barrierPings, 0);
    }

    /** Messages without barrier pings. */
    public Messages(long sent, long confirmed, long bytesSent, long hellos) {
        this(sent, confirmed, bytesSent, hellos, 0);
    }

    public long lost() {
        return sent - confirmed - unknown;
    }

    /** The same counts, with this many of the unconfirmed messages still in flight. */
    public Messages withUnknown(long onTheirWay) {
        return new Messages(sent, confirmed, bytesSent, hellos, barrierPings, onTheirWay);
    }

    public Messages plus(Messages other) {
        return new Messages(
                sent + other.sent,
                confirmed + other.confirmed,
                bytesSent + other.bytesSent,
                hellos + other.hellos,
                barrierPings + other.barrierPings,
                unknown + other.unknown);
    }

    /** How many received messages the server should have counted, if the client is the sender and nothing was lost. */
    public long arriving() {
        return sent + hellos + barrierPings;
    }
}

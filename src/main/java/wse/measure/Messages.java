package wse.measure;

/**
 * The account of application messages of a tier: {@code sent = confirmed + lost + unknown}. In a flood from the server
 * ({@code wse.direction=in}) the server is the sender, and what has arrived is confirmed.
 *
 * @param sent messages handed to the network (not counting warm-up and hellos)
 * @param confirmed messages an answer proves the server to have read
 * @param bytesSent WebSocket payload bytes of the messages sent
 * @param hellos client hellos, and what only shows the server that a client is there: it counts them as messages too; in none of
 *     the other figures
 * @param barrierPings pings that only prove what went before them to be read; counted by the server, in no other figure
 * @param unknown messages that were on their way when the tier was ended: neither confirmed nor lost
 */
public record Messages(long sent, long confirmed, long bytesSent, long hellos, long barrierPings, long unknown) {

    public static final Messages NONE = new Messages(0, 0, 0, 0, 0);

    public Messages {
        if (confirmed + unknown > sent) {
            throw new IllegalArgumentException("confirmed messages must not exceed sent ones: sent=" + sent
                    + ", confirmed=" + confirmed + ", unknown=" + unknown + "; a confirmation was counted twice");
        }
    }

    /** Of a tier that was carried out to its end. */
    public Messages(long sent, long confirmed, long bytesSent, long hellos, long barrierPings) {
        this(sent, confirmed, bytesSent, hellos, barrierPings, 0);
    }

    /** Messages without a barrier. */
    public Messages(long sent, long confirmed, long bytesSent, long hellos) {
        this(sent, confirmed, bytesSent, hellos, 0);
    }

    public long lost() {
        return sent - confirmed - unknown;
    }

    /** The same, with so many of those that are not confirmed still on their way. */
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

    /** What the server should have counted as received from a client that sends, if nothing was lost. */
    public long arriving() {
        return sent + hellos + barrierPings;
    }
}

package wse.measure;

/**
 * The account of application messages of a tier: {@code sent = confirmed + lost}. In a flood from the server
 * ({@code wse.direction=in}) the server is the sender, and what has arrived is confirmed.
 *
 * @param sent messages handed to the network (not counting warm-up and hellos)
 * @param confirmed messages an answer proves the server to have read
 * @param bytesSent WebSocket payload bytes of the messages sent
 * @param hellos client hellos, which the server counts as messages too; in none of the other figures
 * @param barrierPings pings that only prove what went before them to be read; counted by the server, in no other figure
 */
public record Messages(long sent, long confirmed, long bytesSent, long hellos, long barrierPings) {

    public static final Messages NONE = new Messages(0, 0, 0, 0, 0);

    public Messages {
        if (confirmed > sent) {
            throw new IllegalArgumentException("confirmed messages must not exceed sent ones: sent=" + sent
                    + ", confirmed=" + confirmed + "; a confirmation was counted twice");
        }
    }

    /** Messages without a barrier. */
    public Messages(long sent, long confirmed, long bytesSent, long hellos) {
        this(sent, confirmed, bytesSent, hellos, 0);
    }

    public long lost() {
        return sent - confirmed;
    }

    public Messages plus(Messages other) {
        return new Messages(
                sent + other.sent,
                confirmed + other.confirmed,
                bytesSent + other.bytesSent,
                hellos + other.hellos,
                barrierPings + other.barrierPings);
    }

    /** What the server should have counted as received from a client that sends, if nothing was lost. */
    public long arriving() {
        return sent + hellos + barrierPings;
    }
}

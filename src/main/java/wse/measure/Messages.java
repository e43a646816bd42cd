package wse.measure;

/**
 * The account of application messages of a tier: {@code sent = confirmed + lost}.
 *
 * @param sent messages handed to the network (not counting warm-up and hellos)
 * @param confirmed messages an answer proves the server to have read
 * @param bytesSent WebSocket payload bytes of the messages sent
 * @param hellos client hellos, which the server counts as messages too; in none of the other figures
 */
public record Messages(long sent, long confirmed, long bytesSent, long hellos) {

    public static final Messages NONE = new Messages(0, 0, 0, 0);

    public Messages {
        if (confirmed > sent) {
            throw new IllegalArgumentException("confirmed messages must not exceed sent ones: sent=" + sent
                    + ", confirmed=" + confirmed + "; a confirmation was counted twice");
        }
    }

    public long lost() {
        return sent - confirmed;
    }

    public Messages plus(Messages other) {
        return new Messages(
                sent + other.sent, confirmed + other.confirmed, bytesSent + other.bytesSent, hellos + other.hellos);
    }

    /** What the server should have counted as received, if nothing was lost. */
    public long arriving() {
        return sent + hellos;
    }
}

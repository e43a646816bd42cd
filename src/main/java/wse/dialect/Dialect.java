package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes over the wire for one kind of server. Implementations are immutable and thread-safe, look at bytes only, and
 * allocate nothing per inbound message. Inbound buffers are read, not consumed: the reader index stays.
 */
public interface Dialect {

    /** As in {@code wse.dialect}. */
    String name();

    /** Request target of the upgrade: path and query. */
    String requestTarget();

    /** Headers of the upgrade beyond RFC 6455's own; hold secrets, so do not print. */
    Map<String, String> headers();

    /** Whether a connection is ready with the 101 answer already, without a ready message. */
    boolean readyOnUpgrade();

    /** The text message a client sends when ready, or null for none. */
    byte[] hello();

    /**
     * A text message that shows the server that the client is there, which both genuine versions take for the answer to their
     * own keep-alive, and do not answer.
     */
    default byte[] signOfLife() {
        return "{\"t\":\"pong\"}".getBytes(StandardCharsets.US_ASCII);
    }

    /** What a data message of the server means. Looks at no more than the message's first bytes where it can. */
    Inbound classify(ByteBuf message, boolean text);

    /** The id of the ping that this {@link Inbound#PONG} answers, or -1 if it carries none. */
    long pongId(ByteBuf message);

    /** The version a server tells in its answer to the hello, or null if this message does not tell one. */
    String serverVersion(ByteBuf message);

    /** Appends a text ping that carries {@code id} (0 to 2^53 - 1, what every JSON reader keeps exact). */
    void writePing(ByteBuf out, long id);

    /** What a data message of the server means to the client. */
    enum Inbound {
        READY,
        PONG,
        /** The server's own keep-alive: no answer is due, and none of the client's requests is answered by it. */
        SERVER_PING,
        /** The token was refused; a close follows. */
        AUTH_ERROR,
        /** Any other error message. */
        ERROR,
        OTHER
    }
}

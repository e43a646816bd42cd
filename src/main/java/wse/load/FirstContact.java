package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.engine.CloseCode;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;

/**
 * One connection and one ping before any load, so that a wrong port, secret or server ends the run with a sentence instead of a
 * table of zeros. Confined to the connection's event loop.
 */
public final class FirstContact implements ConnectionListener {

    private static final long PING_ID = 1;
    private static final String UNKNOWN = "unknown";

    private final Dialect dialect;
    private final Conversation conversation;
    private final CompletableFuture<String> version = new CompletableFuture<>();
    private String told = UNKNOWN;
    private final Duration readyTimeout;
    /** Null if the server need not send anything of its own accord. */
    private final Payload probe;

    private final PingForm form;

    private String waitingFor = "the TCP connection";
    /** The server's reason for refusing the login; empty while it has not. */
    private String refusal = "";

    private FirstContact(Dialect dialect, Duration readyTimeout, Payload probe, boolean byFrame) {
        this.dialect = dialect;
        this.conversation = dialect.conversation(0);
        this.readyTimeout = readyTimeout;
        this.probe = probe;
        this.form = byFrame ? PingForm.FRAME : dialect.pingForm();
    }

    /**
     * Connects, waits for ready, pings, and ends the connection. Blocks, so do not call it on an event loop.
     *
     * @param readyTimeout from the TCP connection to the answer to the ping; before that, the endpoint's time-out applies
     * @param probe a message that the server must also send back; null for none
     * @param byFrame whether to ping by an RFC 6455 ping frame, whatever the dialect does
     * @return the server's version, {@code "unknown"} if it does not say
     * @throws Failure with the reason and the remedy
     */
    public static String make(LoadTarget target, Duration readyTimeout, Payload probe, boolean byFrame) throws Failure {
        FirstContact contact = new FirstContact(target.dialect(), readyTimeout, probe, byFrame);
        EventLoop loop = target.client().loops().get(0);
        CompletableFuture<Connection> connection = CompletableFuture.supplyAsync(
                () -> target.client().connect(loop, target.endpoint(0), target.source(0), contact, null), loop);
        connection.exceptionally(failure -> {
            contact.version.completeExceptionally(failure);
            return null;
        });
        try {
            return contact.version.get();
        } catch (ExecutionException e) {
            throw new Failure(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        } finally {
            connection.thenAcceptAsync(Connection::abort, loop);
        }
    }

    /** Why no load should start; the message is a reason and a remedy, for a person. */
    public static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    @Override
    public void onConnected(Connection connection) {
        waitingFor = "the answer to the WebSocket upgrade; is it a WebSocket server?";
        connection.loop().schedule(this::giveUp, readyTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp() {
        version.completeExceptionally(new IllegalStateException(
                "nothing came within " + readyTimeout.toMillis() + " ms while the client waited for " + waitingFor));
    }

    @Override
    public void onOpen(Connection connection) {
        waitingFor = "the login to be completed; does the server speak the protocol " + dialect.name()
                + "? give wse.dialect for another one";
        hear(connection, conversation.onOpen());
    }

    private void hear(Connection connection, Meaning meaning) {
        meaning.replies().forEach(reply -> Messenger.send(connection, reply));
        if (meaning.kind() == Meaning.Kind.READY) {
            ping(connection);
        } else if (meaning.kind() == Meaning.Kind.REFUSED) {
            refusal = meaning.reason();
            connection.close(CloseCode.NORMAL);
        }
    }

    private void ping(Connection connection) {
        ByteBuf ping = Unpooled.buffer();
        if (form == PingForm.FRAME) {
            waitingFor = "the answer to a ping frame";
            connection.ping(ping.writeLong(PING_ID));
            return;
        }
        waitingFor = "the answer to a ping of the protocol " + dialect.name();
        conversation.writePing(ping, PING_ID);
        if (form == PingForm.TEXT) {
            connection.sendText(ping);
        } else {
            connection.sendBinary(ping);
        }
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (form == PingForm.FRAME
                && payload.readableBytes() == Long.BYTES
                && payload.getLong(payload.readerIndex()) == PING_ID) {
            pingAnswered(connection);
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        if (probe != null && dialect.isFloodMessage(probe, payload, text)) {
            through(connection);
            return;
        }
        Meaning meaning = conversation.onMessage(payload, text);
        if (meaning.kind() == Meaning.Kind.PONG) {
            pong(connection, conversation.pongId(payload));
            return;
        }
        dialect.serverVersion(payload, text).ifPresent(version -> told = version);
        hear(connection, meaning);
    }

    private void pong(Connection connection, long id) {
        if (id == PING_ID || id == Conversation.IN_ORDER) {
            pingAnswered(connection);
        }
    }

    private void pingAnswered(Connection connection) {
        if (probe == null) {
            through(connection);
            return;
        }
        waitingFor =
                "a message to come back, which wse.direction=in and echo need: the reference server sends and echoes,"
                        + " other servers echo with -Dwse.dialect=echo -Dwse.direction=echo if they are echo servers";
        Messenger.send(connection, probe);
    }

    private void through(Connection connection) {
        version.complete(told);
        connection.close(CloseCode.NORMAL);
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        version.completeExceptionally(new IllegalStateException(refusal.isEmpty() ? sentence(why) : refusal));
    }

    private String sentence(Disconnect why) {
        return switch (why.kind()) {
            case REFUSED ->
                "nothing listens there (connection refused); start the server, or check wse.host and wse.port";
            case CONNECT_TIMEOUT -> "no TCP connection in time; check wse.host, wse.port and the firewall";
            case UNREACHABLE -> "the host cannot be reached; check wse.host and the network";
            case REJECTED ->
                "the upgrade was answered with HTTP status " + why.code()
                        + "; check wse.path, and that it is a WebSocket server";
            case CLOSED_BY_PEER ->
                "the server closed the connection with code " + why.code()
                        + dialect.closeMeaning(why.code())
                                .map(meaning -> " (" + meaning.words() + ")")
                                .orElse("")
                        + " while the client waited for " + waitingFor;
            case PROTOCOL_ERROR -> "it does not speak WebSocket (" + why.detail() + "); check wse.port and wse.tls";
            case RESET -> "the connection ended while the client waited for " + waitingFor;
            default -> why.detail();
        };
    }
}

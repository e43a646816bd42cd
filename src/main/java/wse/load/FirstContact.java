package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.dialect.Dialect.Inbound;
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
    private final CompletableFuture<String> version = new CompletableFuture<>();
    private String told = UNKNOWN;
    private final Duration readyTimeout;
    /** Null if the server need not send anything of its own accord. */
    private final byte[] probe;

    private final boolean byFrame;

    private String waitingFor = "the TCP connection";
    private String refusal;

    private FirstContact(Dialect dialect, Duration readyTimeout, byte[] probe, boolean byFrame) {
        this.dialect = dialect;
        this.readyTimeout = readyTimeout;
        this.probe = probe;
        this.byFrame = byFrame;
    }

    /**
     * Connects, waits for ready, pings, and ends the connection. Blocks, so do not call it on an event loop.
     *
     * @param readyTimeout from the TCP connection to the answer to the ping; before that, the endpoint's time-out applies
     * @param probe a text message that the server must also send back; null for none
     * @param byFrame whether to ping by an RFC 6455 ping frame instead of a message of the dialect
     * @return the server's version, {@code "unknown"} if it does not say
     * @throws Failure with the reason and the remedy
     */
    public static String make(LoadTarget target, Duration readyTimeout, byte[] probe, boolean byFrame) throws Failure {
        FirstContact contact = new FirstContact(target.dialect(), readyTimeout, probe, byFrame);
        EventLoop loop = target.client().loops().get(0);
        CompletableFuture<Connection> connection = CompletableFuture.supplyAsync(
                () -> target.client().connect(loop, target.endpoint(), target.source(0), contact, null), loop);
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
        waitingFor = "the ready message; does the server speak WSE? for any other use -Dwse.dialect=echo";
        if (dialect.readyOnUpgrade()) {
            ping(connection);
        }
    }

    private void ping(Connection connection) {
        if (byFrame) {
            waitingFor = "the answer to a ping frame";
            connection.ping(Unpooled.copyLong(PING_ID));
            return;
        }
        waitingFor = "the answer to a ping; does the server echo text?";
        if (dialect.hello() != null) {
            connection.sendText(Unpooled.wrappedBuffer(dialect.hello()));
        }
        ByteBuf payload = Unpooled.buffer();
        dialect.writePing(payload, PING_ID);
        connection.sendText(payload);
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (byFrame && payload.readableBytes() == Long.BYTES && payload.getLong(payload.readerIndex()) == PING_ID) {
            pingAnswered(connection);
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        Inbound inbound = dialect.classify(payload, text);
        if (inbound == Inbound.READY) {
            ping(connection);
        } else if (inbound == Inbound.PONG && dialect.pongId(payload) == PING_ID) {
            pingAnswered(connection);
        } else if (probe != null && payload.equals(Unpooled.wrappedBuffer(probe))) {
            through(connection);
        } else if (inbound == Inbound.AUTH_ERROR) {
            refusal = "the server refused the token; give the secret it was started with (wse.secret or WSE_SECRET)"
                    + " or a token of its own (WSE_TOKEN)";
        } else if (dialect.serverVersion(payload) != null) {
            told = dialect.serverVersion(payload);
        }
    }

    private void pingAnswered(Connection connection) {
        if (probe == null) {
            through(connection);
            return;
        }
        waitingFor = "a message to come back: only the reference server sends and echoes (wse.direction=in or echo), or"
                + " any echo server with -Dwse.dialect=echo -Dwse.direction=echo";
        connection.sendText(Unpooled.wrappedBuffer(probe));
    }

    private void through(Connection connection) {
        version.complete(told);
        connection.close(CloseCode.NORMAL);
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        version.completeExceptionally(new IllegalStateException(refusal != null ? refusal : sentence(why)));
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
                "the server closed the connection with code " + why.code() + " while the client waited for "
                        + waitingFor;
            case PROTOCOL_ERROR -> "it does not speak WebSocket (" + why.detail() + "); check wse.port and wse.tls";
            case RESET -> "the connection ended while the client waited for " + waitingFor;
            default -> why.detail();
        };
    }
}

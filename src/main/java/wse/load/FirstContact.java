package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
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
 * Opens one connection and sends one ping before any load starts, so that a wrong port, secret or server ends the run with a
 * clear message instead of a table of zeros. Confined to the connection's event loop.
 */
public final class FirstContact implements ConnectionListener {

    private static final String UNKNOWN = "unknown";

    private final Dialect dialect;
    private final Conversation conversation;
    /** Chosen at random, so that no other client's ping has the same. */
    private final long pingId = ThreadLocalRandom.current().nextLong(1L << 53);

    private final CompletableFuture<String> version = new CompletableFuture<>();
    private String told = UNKNOWN;
    private final Duration readyTimeout;
    /** A message that the server must send back, if the test needs that. */
    private final Optional<Payload> probe;

    private final Optional<PingForm> form;

    private boolean probeSent;
    private String waitingFor = "the TCP and TLS handshakes to complete; check wse.port and wse.tls";
    /** What came instead of the answer that the client is waiting for, as a sentence without a full stop; usually empty. */
    private String cameInstead = "";
    /** Why the server refused the login; empty if it has not. */
    private String refusal = "";

    private FirstContact(Dialect dialect, Duration readyTimeout, Optional<Payload> probe, Optional<PingForm> ping) {
        this.dialect = dialect;
        this.conversation = dialect.conversation(0);
        this.readyTimeout = readyTimeout;
        this.probe = probe;
        this.form = ping;
    }

    /**
     * Connects, waits until the connection is ready, pings the server, and closes the connection. Blocks, so do not call it
     * on an event loop.
     *
     * @param readyTimeout maximum time from the TCP connection to the last answer; the TCP connect has the endpoint's own
     *     time-out
     * @param probe a message that the server must also send back; empty for none
     * @param ping how to ping; empty for not at all
     * @return the server's version, or {@code "unknown"} if the server does not send one
     * @throws Failure if the server does not answer as expected; the message gives the reason and a remedy
     */
    public static String make(
            LoadTarget target, Duration readyTimeout, Optional<Payload> probe, Optional<PingForm> ping) throws Failure {
        FirstContact contact = new FirstContact(target.dialect(), readyTimeout, probe, ping);
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

    /**
     * The server did not answer as expected, so no load should start. The message tells the user the reason and a remedy.
     */
    public static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    @Override
    public void onConnected(Connection connection) {
        waitingFor = "the answer to the WebSocket upgrade; check wse.port and that a WebSocket server listens there";
        connection.loop().schedule(this::giveUp, readyTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp() {
        String waited = "after " + readyTimeout.toMillis() + " ms, the client was still waiting for " + waitingFor;
        version.completeExceptionally(new IllegalStateException(cameInstead.isEmpty() ? waited : cameInstead));
    }

    @Override
    public void onOpen(Connection connection) {
        waitingFor = "the server to complete the login of the protocol " + dialect.name()
                + "; if the server speaks another protocol, name it with wse.dialect";
        hear(connection, conversation.onOpen());
    }

    private void hear(Connection connection, Meaning meaning) {
        meaning.replies().forEach(reply -> Messenger.send(connection, reply));
        if (meaning.kind() == Meaning.Kind.READY) {
            form.ifPresentOrElse(how -> ping(connection, how), () -> pingAnswered(connection));
        } else if (meaning.kind() == Meaning.Kind.REFUSED) {
            refusal = meaning.reason();
            connection.close(CloseCode.NORMAL);
        }
    }

    private void ping(Connection connection, PingForm how) {
        ByteBuf ping = Unpooled.buffer();
        if (how == PingForm.FRAME) {
            waitingFor = "a pong frame with the payload of its ping frame (RFC 6455 section 5.5.3)";
            connection.ping(ping.writeLong(pingId));
            return;
        }
        waitingFor = "the answer to its ping in the protocol " + dialect.name();
        conversation.writePing(ping, pingId);
        if (how == PingForm.TEXT) {
            connection.sendText(ping);
        } else {
            connection.sendBinary(ping);
        }
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (!pingsByFrame()) {
            return;
        }
        if (payload.readableBytes() == Long.BYTES && payload.getLong(payload.readerIndex()) == pingId) {
            pingAnswered(connection);
        } else {
            cameInstead = "the server answered the ping frame with a different payload, which RFC 6455 (section 5.5.3)"
                    + " does not allow, so ping frames cannot confirm anything; if the server sends messages back,"
                    + " -Dwse.direction=echo confirms a flood by its echoes instead";
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        if (probe.isPresent() && dialect.isFloodMessage(probe.get(), payload, text)) {
            through(connection);
            return;
        }
        Meaning meaning = conversation.onMessage(payload, text);
        if (meaning.kind() == Meaning.Kind.PONG) {
            pong(connection, conversation.pongId(payload));
            return;
        }
        if (probeSent && meaning.kind() == Meaning.Kind.OTHER) {
            probe.filter(sent -> sent.resembles(payload, text))
                    .ifPresent(sent -> cameInstead = changed(sent, payload.readableBytes()));
        }
        dialect.serverVersion(payload, text).ifPresent(version -> told = version);
        hear(connection, meaning);
    }

    private static String changed(Payload sent, int receivedBytes) {
        return "the server sent back a test message that is not the one it had received (" + receivedBytes + " bytes, "
                + sent.length() + " were sent), so echoes would confirm nothing;"
                + " wse.direction=in and wse.direction=echo need a server that sends messages back unchanged";
    }

    private boolean pingsByFrame() {
        return form.filter(how -> how == PingForm.FRAME).isPresent();
    }

    private void pong(Connection connection, long id) {
        boolean answered = !pingsByFrame() && (id == pingId || id == Conversation.IN_ORDER);
        if (answered) {
            pingAnswered(connection);
        } else if (!pingsByFrame()) {
            cameInstead = "the server answered the ping with another id (" + id + " instead of " + pingId
                    + "), so answers cannot be told apart; check that the protocol is " + dialect.name()
                    + ", and that no other client's messages reach this connection";
        }
    }

    private void pingAnswered(Connection connection) {
        probe.ifPresentOrElse(message -> sendProbe(connection, message), () -> through(connection));
    }

    private void sendProbe(Connection connection, Payload message) {
        cameInstead = "";
        waitingFor =
                "the server to send back a test message, as wse.direction=in and wse.direction=echo require; test the"
                        + " reference server, or an echo server with -Dwse.dialect=echo -Dwse.direction=echo";
        probeSent = true;
        Messenger.send(connection, message);
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
                "nothing is listening there (connection refused); start the server, or check wse.host and wse.port";
            case CONNECT_TIMEOUT ->
                "no connection could be established in time; check wse.host, wse.port and the firewall";
            case UNREACHABLE -> "the host cannot be reached; check wse.host and the network";
            case REJECTED ->
                "the server answered the WebSocket upgrade with HTTP status " + why.code()
                        + "; check wse.path, and that this is a WebSocket server";
            case CLOSED_BY_PEER ->
                "the server closed the connection with close code " + why.code()
                        + dialect.closeMeaning(why.code())
                                .map(meaning -> " (" + meaning.words() + ")")
                                .orElse("")
                        + " while the client was waiting for " + waitingFor;
            case PROTOCOL_ERROR ->
                "the connection failed with a TLS or WebSocket protocol error (" + why.detail()
                        + "); check wse.port and wse.tls, and with TLS that Java trusts the server's certificate";
            case RESET -> "the connection was lost while the client was waiting for " + waitingFor;
            default -> why.detail();
        };
    }
}

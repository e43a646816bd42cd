package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
import wse.engine.DeflateAgreement;
import wse.engine.Disconnect;
import wse.engine.Printable;
import wse.load.ContactFailure.Heard;
import wse.load.ContactFailure.WaitingFor;

/**
 * Opens one connection and sends one ping before any load starts, so that a wrong port, secret or server ends the run with a
 * clear message instead of a table of zeros. Confined to the connection's event loop.
 */
public final class FirstContact implements ConnectionListener {

    /** The version of a server that does not send one. */
    public static final String UNKNOWN = "unknown";

    /** Another address of the server would fail in the same way. */
    private static final Set<Disconnect.Kind> PROXY = EnumSet.of(
            Disconnect.Kind.PROXY_UNREACHABLE,
            Disconnect.Kind.PROXY_REJECTED,
            Disconnect.Kind.PROXY_TIMEOUT,
            Disconnect.Kind.PROXY_FAILED);

    private final LoadTarget target;
    private final Dialect dialect;
    private final Conversation conversation;
    /** Chosen at random, so that no other client's ping has the same id. */
    private final long pingId = ThreadLocalRandom.current().nextLong(1L << 53);

    private final CompletableFuture<Greeting> greeting = new CompletableFuture<>();
    private String told = UNKNOWN;
    private final Duration readyTimeout;
    /** A message that the server must send back; empty if the test does not require this. */
    private final Optional<Payload> probe;

    private final Optional<PingForm> form;
    private final ContactView view;
    private final ContactWords words;

    private boolean probeSent;
    /** Whether an answer was a binary message although pings are text, or vice versa. */
    private boolean mixed;

    private WaitingFor waitingFor = new WaitingFor("the TCP connection", "check wse.host and wse.port");
    private Heard heard = Heard.NOTHING;
    /** Whether there was an answer, by the server or by a proxy. */
    private boolean connected;
    /** Why the server refused the login; empty if it has not. */
    private String refusal = "";

    private FirstContact(
            LoadTarget target,
            Duration readyTimeout,
            Optional<Payload> probe,
            Optional<PingForm> ping,
            ContactView view) {
        this.target = target;
        this.dialect = target.dialect();
        this.conversation = dialect.conversation(0);
        this.readyTimeout = readyTimeout;
        this.probe = probe;
        this.form = ping;
        this.view = view;
        this.words = new ContactWords(view.known(), conversation);
    }

    /** Like {@link #make(LoadTarget, Duration, Optional, Optional, ContactView)}, without secrets and without a log. */
    public static Greeting make(
            LoadTarget target, Duration readyTimeout, Optional<Payload> probe, Optional<PingForm> ping) throws Failure {
        return make(target, readyTimeout, probe, ping, ContactView.PLAIN);
    }

    /**
     * Connects, waits until the connection is ready, pings the server, and closes the connection. Blocks, so do not
     * call it on an event loop.
     *
     * @param readyTimeout maximum time from the TCP connection to the last answer; the TCP connect has the endpoint's
     *     own time-out
     * @param probe a message that the server must also send back; empty for none
     * @param ping how to ping; empty to send no ping
     * @param view what the user may see of it
     * @return what the server says about itself
     * @throws Failure if the server does not answer as expected; the message gives the reason and a remedy
     */
    public static Greeting make(
            LoadTarget target,
            Duration readyTimeout,
            Optional<Payload> probe,
            Optional<PingForm> ping,
            ContactView view)
            throws Failure {
        FirstContact contact = new FirstContact(target, readyTimeout, probe, ping, view);
        EventLoop loop = target.client().loops().get(0);
        CompletableFuture<Connection> connection = CompletableFuture.supplyAsync(
                () -> target.client()
                        .connect(loop, target.endpoint(0, 0), target.source(0, target.endpoint()), contact, null),
                loop);
        connection.exceptionally(failure -> {
            contact.greeting.completeExceptionally(failure.getCause());
            return null;
        });
        try {
            return contact.greeting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(String.valueOf(e.getCause().getMessage()), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", true);
        } finally {
            connection.thenAcceptAsync(Connection::abort, loop);
        }
    }

    /**
     * What the server says about itself.
     *
     * @param version its version, or {@link #UNKNOWN} if it does not send one
     * @param compression how it compresses messages; empty if it does not
     * @param mixed whether it answers text messages with binary ones, or binary messages with text
     */
    public record Greeting(String version, Optional<DeflateAgreement> compression, boolean mixed) {

        /** For a server that has said nothing. */
        public static final Greeting NONE = new Greeting(UNKNOWN, Optional.empty(), false);
    }

    /**
     * The server did not answer as expected, so no load should start. The message tells the user the reason and a remedy.
     */
    public static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean connected;

        Failure(String message, boolean connected) {
            super(message);
            this.connected = connected;
        }

        /** Whether there was a TCP connection, or a proxy that opened none. If not, another address of the same name may answer. */
        public boolean isConnected() {
            return connected;
        }
    }

    @Override
    public void onConnected(Connection connection) {
        connected = true;
        if (connection.endpoint().isTls()) {
            waitingFor = new WaitingFor("the TLS handshake", "check that the server uses TLS on wse.port");
        } else {
            waitForUpgrade("check that a WebSocket server listens on wse.port, and whether it requires wse.tls=true");
        }
        connection.loop().schedule(() -> giveUp(connection), readyTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onSecured(Connection connection) {
        waitForUpgrade("check that a WebSocket server listens on wse.port");
    }

    private void waitForUpgrade(String remedy) {
        waitingFor = new WaitingFor("the answer to the WebSocket upgrade", remedy);
    }

    private void giveUp(Connection connection) {
        String begun = connection.upgradeSoFar();
        if (!begun.isEmpty()) {
            waitingFor =
                    new WaitingFor("the rest of the answer to the WebSocket upgrade, which began with " + begun, "");
        }
        fail(failure().timedOut(readyTimeout.toMillis()));
    }

    private void fail(String sentence) {
        greeting.completeExceptionally(new Failure(words.sentence(sentence), connected));
    }

    private ContactFailure failure() {
        return new ContactFailure(target.endpoint(), target.firstRequest().target(), dialect, waitingFor, heard);
    }

    @Override
    public void onOpen(Connection connection) {
        waitingFor = new WaitingFor(
                "the server to complete the login of the protocol " + dialect.name(),
                dialect.hints().protocol());
        hear(connection, conversation.onOpen());
    }

    private void hear(Connection connection, Meaning meaning) {
        meaning.replies().forEach(reply -> send(connection, reply, ""));
        if (meaning.kind() == Meaning.Kind.READY) {
            form.ifPresentOrElse(how -> ping(connection, how), () -> pingAnswered(connection));
        } else if (meaning.kind() == Meaning.Kind.REFUSED) {
            refusal = Printable.of(meaning.reason());
            connection.close(CloseCode.NORMAL);
        }
    }

    private void send(Connection connection, Payload message, String purpose) {
        view.log().accept(new ContactMessage(true, words.of(message), purpose));
        Messenger.send(connection, message);
    }

    private void ping(Connection connection, PingForm how) {
        ByteBuf ping = Unpooled.buffer();
        if (how == PingForm.FRAME) {
            waitingFor = new WaitingFor("a pong frame with the payload of its ping frame (RFC 6455 section 5.5.3)", "");
            connection.ping(ping.writeLong(pingId));
            return;
        }
        waitingFor = new WaitingFor(
                "the answer to its ping in the protocol " + dialect.name(),
                dialect.hints().pingAnswer());
        conversation.writePing(ping, pingId);
        send(connection, copy(ping, how == PingForm.TEXT), "the ping");
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (!pingsByFrame()) {
            return;
        }
        if (payload.readableBytes() == Long.BYTES && payload.getLong(payload.readerIndex()) == pingId) {
            pingAnswered(connection);
        } else {
            heard = heard.instead("the server answered the ping frame with a different payload, which RFC 6455 (section"
                    + " 5.5.3) does not allow, so ping frames cannot confirm anything; if the server sends messages back,"
                    + " -Dwse.direction=echo confirms a flood by its echoes instead");
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        dialect.packing().anyMatch(payload, text, message -> {
            onMessage(connection, message, text);
            return greeting.isDone();
        });
    }

    private void onMessage(Connection connection, ByteBuf payload, boolean text) {
        if (probe.filter(message -> dialect.isFloodMessage(message, payload, text))
                .isPresent()) {
            received(copy(payload, text), "the test message");
            through(connection);
            return;
        }
        Meaning meaning = conversation.onMessage(payload, text);
        Payload copy = copy(payload, text);
        received(copy, ContactMessage.purpose(meaning));
        mixed |= meaning != Meaning.OTHER && text == (dialect.pingForm() == PingForm.BINARY);
        if (meaning.kind() == Meaning.Kind.PONG) {
            pong(connection, conversation.pongId(payload));
            return;
        }
        if (probeSent && meaning.kind() == Meaning.Kind.OTHER && !dialect.acknowledgesFloods()) {
            probe.filter(message -> message.resembles(payload, text)).ifPresent(message -> garbled(message, payload));
        }
        dialect.serverVersion(payload, text).ifPresent(version -> told = Printable.of(version));
        if (meaning.kind() == Meaning.Kind.OTHER || meaning.kind() == Meaning.Kind.ERROR) {
            heard = heard.plusMessage(() -> words.quoted(copy));
        }
        hear(connection, meaning);
    }

    private void received(Payload message, String purpose) {
        view.log().accept(new ContactMessage(false, words.of(message), purpose));
    }

    private static Payload copy(ByteBuf bytes, boolean text) {
        return new Payload(text, ByteBufUtil.getBytes(bytes));
    }

    private void garbled(Payload message, ByteBuf echo) {
        heard = heard.instead("the server did not send the test message back as it had received it ("
                + echo.readableBytes() + " bytes received, " + message.length()
                + " sent), so echoes would confirm nothing;"
                + " wse.direction=in and wse.direction=echo need a server that sends messages back unchanged");
    }

    private boolean pingsByFrame() {
        return form.filter(how -> how == PingForm.FRAME).isPresent();
    }

    private void pong(Connection connection, long id) {
        boolean answered = !pingsByFrame() && (id == pingId || id == Conversation.IN_ORDER);
        if (answered) {
            pingAnswered(connection);
        } else if (!pingsByFrame()) {
            heard = heard.instead("the server answered the ping with another id (" + id + " instead of " + pingId
                    + "), so answers cannot be told apart; check that the protocol is " + dialect.name()
                    + ", and that no other client's messages reach this connection");
        }
    }

    private void pingAnswered(Connection connection) {
        waitingFor = dialect.acknowledgesFloods()
                ? new WaitingFor(
                        "the server to answer a message of the flood, as wse.direction=echo requires",
                        "check the message and how the protocol " + dialect.name() + " recognises its answer")
                : new WaitingFor(
                        "the server to send back a test message, as wse.direction=in and wse.direction=echo require",
                        dialect.hints().echo());
        heard = Heard.NOTHING;
        probeSent = true;
        probe.ifPresentOrElse(message -> send(connection, message, "the test message"), () -> through(connection));
    }

    private void through(Connection connection) {
        greeting.complete(new Greeting(told, connection.compression(), mixed));
        connection.close(CloseCode.NORMAL);
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        connected |= PROXY.contains(why.kind());
        fail(refusal.isEmpty() ? failure().sentence(why) : refusal);
    }
}

package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.engine.Disconnect.Kind;

/**
 * One WebSocket connection of a client: its public methods, and the state machine from the TCP connect to the end. Created
 * by {@link WebSocketClient#connect}; ends with {@link ConnectionListener#onClosed}. Confined to its event loop: every
 * method must be called there, and the listener is called there too.
 */
public final class Connection extends ConnectionList.Entry {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** How long to wait for the first line of a refusal's body, which usually arrives together with the head. */
    private static final long REFUSAL_BODY_MILLIS = 1000;

    private static final Disconnect NOT_ANSWERED =
            Disconnect.of(Kind.RESET, "the connection ended before the upgrade was answered");

    private final LoopState loop;
    private Endpoint endpoint;
    private final ConnectionListener listener;
    private final Object attachment;
    private final FrameDecoder decoder;
    private CloseState ending = CloseState.NONE;
    /** The payload of the latest ping whose answer has to wait. */
    private Optional<byte[]> owedPong = Optional.empty();

    /** {@link MessageDeflate#OFF} until both sides have agreed to compress. */
    private MessageDeflate deflate = MessageDeflate.OFF;

    private Outlet outlet = NoOutlet.INSTANCE;
    /** The opening handshake under way; {@link Upgrade#NONE} before and after it. */
    private Upgrade upgrade = Upgrade.NONE;

    private ConnectionState state = ConnectionState.CONNECTING;
    private long receivedNanos;

    Connection(LoopState loop, Endpoint endpoint, ConnectionListener listener, Object attachment) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.listener = listener;
        this.attachment = attachment;
        this.decoder = new FrameDecoder(endpoint.maxMessageBytes(), endpoint.checksText());
    }

    /** The attachment given to {@link WebSocketClient#connect}. */
    public Object attachment() {
        return attachment;
    }

    public EventLoop loop() {
        return loop.loop();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Whether messages may be sent: from {@code onOpen} until either side closes. */
    public boolean isOpen() {
        return state == ConnectionState.OPEN;
    }

    /** How the messages of an open connection are compressed; empty if they are not. */
    public Optional<DeflateAgreement> compression() {
        return deflate.agreement();
    }

    /** The part of an incomplete response to the upgrade request that has arrived; empty if nothing has. */
    public String upgradeSoFar() {
        return upgrade.soFar();
    }

    /**
     * Sends a text message. Unless the socket is full, it is written to the socket before this method returns. The payload
     * is masked with a new mask (RFC 6455 section 5.3) while it is copied into the frame. If both sides have agreed to
     * compress, it is compressed before.
     *
     * @param payload UTF-8, which is not checked. Released before this method returns: retain it to use it afterwards
     * @return false, and nothing is sent, unless {@link #isOpen()}
     */
    public boolean sendText(ByteBuf payload) {
        return send(Opcode.TEXT, payload);
    }

    /** Sends a binary message; otherwise like {@link #sendText}. */
    public boolean sendBinary(ByteBuf payload) {
        return send(Opcode.BINARY, payload);
    }

    /**
     * Sends a ping frame; otherwise like {@link #sendText}.
     *
     * @param payload at most 125 bytes (RFC 6455 section 5.5)
     */
    public boolean ping(ByteBuf payload) {
        return send(Opcode.PING, FrameEncoder.requireControl(payload));
    }

    /**
     * Sends frames of a block in several writes. Each write is one system call with {@code count} frames. The connection
     * must be {@link #isWritable}. If the socket fills up, the rest of the last write is kept in memory (at most the frames
     * of one write), and no frames may be sent until {@link ConnectionListener#onWritable}, which is also called if fewer
     * writes were made than requested.
     *
     * @param from index of the first frame; each write sends the same frames
     * @param count frames per write, at most {@link FrameBlock#framesPerWrite()}
     * @param writes the most writes to make
     * @return the number of writes made, not counting one that failed before the socket took a byte. If the connection
     *     fails later, {@link #unsentBytes} tells how many bytes the socket did not take
     */
    public int sendFrames(FrameBlock block, int from, int count, int writes) {
        int made = state == ConnectionState.OPEN ? outlet.sendFrames(block, from, count, writes) : 0;
        deflate.sent(block, from, count, made);
        return made;
    }

    /** Sets an option of the socket; does nothing if the connection has ended. */
    public <T> void setOption(ChannelOption<T> option, T value) {
        outlet.setOption(option, value);
    }

    /** How many bytes of the most recently sent frames the socket has not taken. Still valid in {@code onClosed}. */
    public int unsentBytes() {
        return outlet.unsentBytes();
    }

    /** Whether frames may be sent. False if the socket is known not to have taken everything that was sent before. */
    public boolean isWritable() {
        return outlet.isWritable();
    }

    /**
     * Requests one {@link ConnectionListener#onWritable} as soon as {@link #isWritable} becomes true. Does nothing if it is
     * true already.
     */
    public void notifyWhenWritable() {
        outlet.notifyWhenWritable();
    }

    /**
     * Whether frames wait for the end of the event loop's turn, and then go to the kernel together with those of other
     * connections in one system call. If not, each write is a system call of its own that is made at once.
     */
    public boolean isGathering() {
        return outlet.isGathering();
    }

    /**
     * Begins the closing handshake. {@code onClosed} follows when the peer has ended the TCP connection, or after the close
     * time-out, when this side resets it. The peer ends it first so that it, and not this side, keeps the port in TIME_WAIT.
     * Aborts a connection that is not open yet, and has no effect on one that is already closing.
     *
     * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
     */
    public void close(int code) {
        CloseCode.require(code);
        if (state == ConnectionState.CONNECTING || state == ConnectionState.UPGRADING) {
            abort();
        } else if (state == ConnectionState.OPEN) {
            end(new Disconnect(Kind.CLOSED_BY_US, code, "close frame sent"), ConnectionState.CLOSING);
            sendClose(code);
            awaitEnd();
        }
    }

    /** Ends the TCP connection at once, with a reset: no close frame, and no TIME_WAIT on either side. */
    public void abort() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        end(Disconnect.of(Kind.CLOSED_BY_US, "aborted"), ConnectionState.ENDING);
        outlet.reset();
    }

    /** The client is being closed: ends the TCP connection at once, without a reset. */
    void closeWithClient() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        ending = ending.becauseUnlessLost(Disconnect.of(Kind.CLOSED_BY_US, "the client was closed"));
        state = ConnectionState.ENDING;
        outlet.close();
    }

    // Events of the channel.

    void attached(ChannelHandlerContext context) {
        outlet = Outlet.of(this, loop, context, endpoint.isTls());
    }

    void connected() {
        if (state != ConnectionState.CONNECTING) {
            return;
        }
        state = ConnectionState.UPGRADING;
        listener.onConnected(this);
        if (state == ConnectionState.UPGRADING) {
            requestUpgrade();
        }
    }

    void secured() {
        if (state == ConnectionState.UPGRADING) {
            listener.onSecured(this);
        }
    }

    void received(ByteBuf in, long nanos) {
        receivedNanos = nanos;
        loop.pongs().beginRead();
        if (state == ConnectionState.UPGRADING) {
            readUpgrade(in);
        }
        if (!wantsFrames()) {
            return;
        }
        try {
            decoder.decode(in, loop.allocator(), this);
            sendOwedPong();
        } catch (ProtocolException e) {
            if (state != ConnectionState.LOST) {
                sendClose(e.code());
            }
            end(new Disconnect(e.kind(), e.code(), e.getMessage()), ConnectionState.ENDING);
            outlet.closeWhenWritten();
            awaitEnd();
        }
    }

    void readComplete() {
        if (isHeard()) {
            listener.onReadComplete(this);
        }
    }

    void writabilityChanged() {
        outlet.channelWritabilityChanged();
    }

    void writable() {
        sendOwedPong();
        if (state == ConnectionState.OPEN && outlet.isWritable()) {
            listener.onWritable(this);
        }
    }

    void full() {
        if (state == ConnectionState.OPEN) {
            listener.onFull(this);
        }
    }

    /** Nothing more will be received. */
    void inputEnded() {
        outlet.close();
    }

    void failed(Throwable cause) {
        Disconnect failure = endpoint.meaning(Failures.of(cause, state != ConnectionState.CONNECTING));
        if (failure.kind() == Kind.INTERNAL_ERROR) {
            LOG.error("A connection ends because of an unexpected exception", cause);
        }
        if (isHeard() && failure.kind() == Kind.RESET) {
            lost(failure);
        } else if (state != ConnectionState.CLOSED) {
            end(failure.kind() == Kind.RESET ? upgrade.endedEarly(failure) : failure, ConnectionState.ENDING);
            outlet.close();
        }
    }

    /** Called for each queued write that fails; only the first failure counts as the reason. */
    private void lost(Disconnect failure) {
        if (state == ConnectionState.OPEN) {
            ending = ending.probablyBecause(failure);
            state = ConnectionState.LOST;
            awaitEnd();
        }
    }

    /** The channel is closed, or could not be created. */
    void ended() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Disconnect why = ending.reasonOr(this::unexpectedEnd);
        state = ConnectionState.CLOSED;
        decoder.release();
        deflate.release();
        upgrade = Upgrade.NONE;
        ending.stopTimer();
        listener.onClosed(this, why);
        outlet.release();
        loop.ended(this);
    }

    // Events of the frame decoder.

    /** Whether more frames are to be decoded. */
    boolean wantsFrames() {
        return isHeard() || state == ConnectionState.CLOSING;
    }

    /** Whether received messages are passed on to the listener. */
    private boolean isHeard() {
        return state == ConnectionState.OPEN || state == ConnectionState.LOST;
    }

    /** The length of the frames that the listener knows and has handled. */
    int known(ByteBuf in) {
        return isHeard() && !deflate.isOn() ? listener.onFrames(this, in, receivedNanos) : 0;
    }

    /** A message that was not compressed. */
    void message(ByteBuf payload, boolean text) {
        deflate.receivedPlain(payload);
        inflated(payload, text);
    }

    void inflated(ByteBuf payload, boolean text) {
        if (isHeard()) {
            listener.onMessage(this, payload, text, receivedNanos);
        }
    }

    /** A close, ping or pong frame. */
    void control(int opcode, ByteBuf payload) throws ProtocolException {
        if (opcode == Opcode.CLOSE) {
            closedByPeer(payload);
        } else if (isHeard()) {
            if (opcode == Opcode.PONG) {
                listener.onPong(this, payload, receivedNanos);
            } else if (loop.pongs().mayAnswer(outlet.isClogged())) {
                send(Opcode.PONG, payload.retain());
            } else {
                owedPong = Optional.of(ByteBufUtil.getBytes(payload));
            }
        }
    }

    private void sendOwedPong() {
        if (owedPong.isPresent() && !outlet.isClogged()) {
            ByteBuf payload = Unpooled.wrappedBuffer(owedPong.get());
            owedPong = Optional.empty();
            send(Opcode.PONG, payload);
        }
    }

    private void closedByPeer(ByteBuf payload) throws ProtocolException {
        CloseFrame frame = CloseFrame.parse(payload);
        if (state == ConnectionState.OPEN) {
            end(new Disconnect(Kind.CLOSED_BY_PEER, frame.code(), frame.reason()), ConnectionState.ENDING);
            sendClose(frame.code());
            awaitEnd();
        } else if (state == ConnectionState.LOST) {
            end(new Disconnect(Kind.CLOSED_BY_PEER, frame.code(), frame.reason()), ConnectionState.ENDING);
            outlet.close();
        } else {
            state = ConnectionState.ENDING;
        }
    }

    private void requestUpgrade() {
        byte[] key = loop.upgradeKey().next();
        upgrade = new Upgrade(loop.upgradeKey().acceptFor(key), endpoint.maxHeadBytes());
        outlet.write(endpoint.request().encode(loop, key));
    }

    private void readUpgrade(ByteBuf in) {
        if (upgrade.read(in)) {
            upgraded();
        } else if (upgrade.isRefused()) {
            ending = ending.afterMillis(REFUSAL_BODY_MILLIS, loop(), this::upgradedUnlessEnded);
        }
    }

    private void upgradedUnlessEnded() {
        if (state == ConnectionState.UPGRADING) {
            upgraded();
        }
    }

    private void upgraded() {
        Optional<Disconnect> refusal = upgrade.judge(endpoint.request());
        Optional<DeflateAgreement> agreed = upgrade.agreement();
        endpoint = endpoint.shared();
        upgrade = Upgrade.NONE;
        if (refusal.isPresent()) {
            end(refusal.get(), ConnectionState.ENDING);
            outlet.close();
            return;
        }
        agreed.ifPresent(this::compressBy);
        state = ConnectionState.OPEN;
        outlet = outlet.upgraded();
        listener.onOpen(this);
    }

    private void compressBy(DeflateAgreement agreed) {
        deflate = new MessageDeflate(agreed, loop, endpoint.maxMessageBytes());
        decoder.inflateBy(deflate);
    }

    private boolean send(int opcode, ByteBuf payload) {
        try {
            if (state != ConnectionState.OPEN) {
                return false;
            }
            boolean plain = !deflate.isOn() || Opcode.isControl(opcode);
            outlet.write(plain ? loop.frame(opcode, payload) : deflate.frame(opcode, payload));
            return true;
        } finally {
            payload.release();
        }
    }

    private void sendClose(int code) {
        ByteBuf payload = code == CloseCode.NONE ? Unpooled.EMPTY_BUFFER : Unpooled.copyShort(code);
        outlet.write(loop.frame(Opcode.CLOSE, payload));
    }

    private void awaitEnd() {
        ending = ending.afterMillis(endpoint.closeTimeout().toMillis(), loop(), () -> outlet.reset());
    }

    private void end(Disconnect reason, ConnectionState next) {
        ending = ending.because(reason);
        state = next;
    }

    private Disconnect unexpectedEnd() {
        return state == ConnectionState.UPGRADING
                ? upgrade.endedEarly(NOT_ANSWERED)
                : Disconnect.of(Kind.RESET, "the connection ended without a close frame");
    }
}

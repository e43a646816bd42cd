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

    private enum State {
        /** There is no TCP connection yet. */
        CONNECTING,
        /** The upgrade request has been sent. */
        UPGRADING,
        OPEN,
        /** Our close frame has been sent, and the peer's is awaited. Messages are no longer passed on. */
        CLOSING,
        /** A write has failed. What the peer sent before is still read: its close frame would be the true reason. */
        LOST,
        /** Nothing is read any more; the TCP connection is about to end. */
        ENDING,
        CLOSED
    }

    private final LoopState loop;
    private Endpoint endpoint;
    private final ConnectionListener listener;
    private final Object attachment;
    private final FrameDecoder decoder;
    private Ending ending = Ending.NONE;
    /** The payload of the latest ping whose answer has to wait. */
    private Optional<byte[]> owedPong = Optional.empty();

    private Outlet outlet = NoOutlet.INSTANCE;
    /** The opening handshake under way; {@link Upgrade#NONE} before and after it. */
    private Upgrade upgrade = Upgrade.NONE;

    private State state = State.CONNECTING;
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
        return state == State.OPEN;
    }

    /** The part of an incomplete response to the upgrade request that has arrived; empty if nothing has. */
    public String upgradeSoFar() {
        return upgrade.soFar();
    }

    /**
     * Sends a text message. Unless the socket is full, it is written to the socket before this method returns. The payload
     * is masked with a new mask (RFC 6455 section 5.3) while it is copied into the frame.
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
        if (payload.readableBytes() > 125) {
            int length = payload.readableBytes();
            payload.release();
            throw new IllegalArgumentException("the payload of a ping must not exceed 125 bytes: length=" + length);
        }
        return send(Opcode.PING, payload);
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
        return state == State.OPEN ? outlet.sendFrames(block, from, count, writes) : 0;
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
        if (!CloseCode.isValid(code)) {
            throw new IllegalArgumentException(
                    "a close code must be 1000 to 1003, 1007 to 1014 or 3000 to 4999: code=" + code);
        }
        if (state == State.CONNECTING || state == State.UPGRADING) {
            abort();
        } else if (state == State.OPEN) {
            end(new Disconnect(Kind.CLOSED_BY_US, code, "close frame sent"), State.CLOSING);
            sendClose(code);
            awaitEnd();
        }
    }

    /** Ends the TCP connection at once, with a reset: no close frame, and no TIME_WAIT on either side. */
    public void abort() {
        if (state == State.CLOSED) {
            return;
        }
        end(Disconnect.of(Kind.CLOSED_BY_US, "aborted"), State.ENDING);
        outlet.reset();
    }

    /** The client is being closed: ends the TCP connection at once, without a reset. */
    void closeWithClient() {
        if (state == State.CLOSED) {
            return;
        }
        ending = ending.becauseUnlessLost(Disconnect.of(Kind.CLOSED_BY_US, "the client was closed"));
        state = State.ENDING;
        outlet.close();
    }

    // Events of the channel.

    void attached(ChannelHandlerContext context) {
        outlet = Outlet.of(this, loop, context, endpoint.isTls());
    }

    void connected() {
        if (state != State.CONNECTING) {
            return;
        }
        state = State.UPGRADING;
        listener.onConnected(this);
        if (state == State.UPGRADING) {
            requestUpgrade();
        }
    }

    void secured() {
        if (state == State.UPGRADING) {
            listener.onSecured(this);
        }
    }

    void received(ByteBuf in, long nanos) {
        receivedNanos = nanos;
        loop.pongs().beginRead();
        if (state == State.UPGRADING) {
            readUpgrade(in);
        }
        if (!wantsFrames()) {
            return;
        }
        try {
            decoder.decode(in, loop.allocator(), this);
            sendOwedPong();
        } catch (ProtocolException e) {
            if (state != State.LOST) {
                sendClose(e.code());
            }
            end(new Disconnect(e.kind(), e.code(), e.getMessage()), State.ENDING);
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
        if (state == State.OPEN && outlet.isWritable()) {
            listener.onWritable(this);
        }
    }

    void full() {
        if (state == State.OPEN) {
            listener.onFull(this);
        }
    }

    /** Nothing more will be received. */
    void inputEnded() {
        outlet.close();
    }

    void failed(Throwable cause) {
        Disconnect failure = endpoint.meaning(Failures.of(cause, state != State.CONNECTING));
        if (failure.kind() == Kind.INTERNAL_ERROR) {
            LOG.error("A connection ends because of an unexpected exception", cause);
        }
        if (isHeard() && failure.kind() == Kind.RESET) {
            lost(failure);
        } else if (state != State.CLOSED) {
            end(failure.kind() == Kind.RESET ? upgrade.endedEarly(failure) : failure, State.ENDING);
            outlet.close();
        }
    }

    /** Called for each queued write that fails; only the first failure counts as the reason. */
    private void lost(Disconnect failure) {
        if (state == State.OPEN) {
            ending = ending.probablyBecause(failure);
            state = State.LOST;
            awaitEnd();
        }
    }

    /** The channel is closed, or could not be created. */
    void ended() {
        if (state == State.CLOSED) {
            return;
        }
        Disconnect why = ending.reasonOr(this::unexpectedEnd);
        state = State.CLOSED;
        decoder.release();
        upgrade = Upgrade.NONE;
        ending.stopTimer();
        listener.onClosed(this, why);
        outlet.release();
        loop.ended(this);
    }

    // Events of the frame decoder.

    /** Whether more frames are to be decoded. */
    boolean wantsFrames() {
        return isHeard() || state == State.CLOSING;
    }

    /** Whether received messages are passed on to the listener. */
    private boolean isHeard() {
        return state == State.OPEN || state == State.LOST;
    }

    /** The length of the frames that the listener knows and has handled. */
    int known(ByteBuf in) {
        return isHeard() ? listener.onFrames(this, in, receivedNanos) : 0;
    }

    void message(ByteBuf payload, boolean text) {
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
        if (state == State.OPEN) {
            end(new Disconnect(Kind.CLOSED_BY_PEER, frame.code(), frame.reason()), State.ENDING);
            sendClose(frame.code());
            awaitEnd();
        } else if (state == State.LOST) {
            end(new Disconnect(Kind.CLOSED_BY_PEER, frame.code(), frame.reason()), State.ENDING);
            outlet.close();
        } else {
            state = State.ENDING;
        }
    }

    private void requestUpgrade() {
        UpgradeRequest request = endpoint.request();
        byte[] key = loop.upgradeKey().next();
        upgrade = new Upgrade(loop.upgradeKey().acceptFor(key), endpoint.maxHeadBytes());
        ByteBuf out = loop.writeBuffer(request.length());
        request.write(out, key);
        outlet.write(out);
    }

    private void readUpgrade(ByteBuf in) {
        if (upgrade.read(in)) {
            upgraded();
        } else if (upgrade.isRefused()) {
            ending = ending.afterMillis(REFUSAL_BODY_MILLIS, loop(), this::refusedWithoutBody);
        }
    }

    private void refusedWithoutBody() {
        if (state == State.UPGRADING) {
            upgraded();
        }
    }

    private void upgraded() {
        Optional<Disconnect> refusal = upgrade.judge(endpoint.request().offeredProtocols());
        endpoint = endpoint.shared();
        upgrade = Upgrade.NONE;
        if (refusal.isPresent()) {
            end(refusal.get(), State.ENDING);
            outlet.close();
            return;
        }
        state = State.OPEN;
        outlet = outlet.upgraded();
        listener.onOpen(this);
    }

    private boolean send(int opcode, ByteBuf payload) {
        try {
            if (state != State.OPEN) {
                return false;
            }
            outlet.write(loop.frame(opcode, payload));
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

    private void end(Disconnect reason, State next) {
        ending = ending.because(reason);
        state = next;
    }

    private Disconnect unexpectedEnd() {
        return state == State.UPGRADING
                ? upgrade.endedEarly(NOT_ANSWERED)
                : Disconnect.of(Kind.RESET, "the connection ended without a close frame");
    }
}

package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.engine.Disconnect.Kind;

/**
 * One WebSocket connection of a client. Confined to its event loop: every method must be called there, as the listener's
 * are. Made by {@link WebSocketClient#connect}; ends with {@link ConnectionListener#onClosed}.
 */
public final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private enum State {
        /** No TCP connection yet. */
        CONNECTING,
        /** The upgrade is asked for. */
        UPGRADING,
        OPEN,
        /** Our close frame is out, the peer's awaited; data is not passed on. */
        CLOSING,
        /** A write has failed. What the peer had sent before is still read: its close frame is the reason, if there is one. */
        LOST,
        /** Nothing is read any more; the end of the TCP connection is awaited. */
        ENDING,
        CLOSED
    }

    private final LoopState loop;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final Object attachment;
    private final FrameDecoder decoder;
    private final Outlet outlet;
    private ChannelHandlerContext context;
    /** Null but during the opening handshake. */
    private Upgrade upgrade;

    private State state = State.CONNECTING;
    /** The first reason for the end, which stands. */
    private Disconnect why;
    /** The reason if the peer has given none; null but when lost. */
    private Disconnect loss;

    private Future<?> closeTimer;
    private long receivedNanos;

    Connection(LoopState loop, Endpoint endpoint, ConnectionListener listener, Object attachment) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.listener = listener;
        this.attachment = attachment;
        this.decoder = new FrameDecoder(endpoint.maxMessageBytes());
        this.outlet = new Outlet(this, loop);
    }

    /** As given to {@link WebSocketClient#connect}. */
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

    /**
     * Sends a text message; returns false, and sends nothing, unless {@link #isOpen()}. Written to the socket before this
     * returns, unless that is full. Masked afresh (RFC 6455 section 5.3) while it is copied into the frame.
     *
     * @param payload UTF-8, not checked; taken over, released before this returns: a caller who wants it back retains it
     */
    public boolean sendText(ByteBuf payload) {
        return send(Opcode.TEXT, payload);
    }

    /** Sends a binary message; otherwise as {@link #sendText}. */
    public boolean sendBinary(ByteBuf payload) {
        return send(Opcode.BINARY, payload);
    }

    /**
     * Sends a ping frame; otherwise as {@link #sendText}.
     *
     * @param payload 125 bytes at most (RFC 6455 section 5.5)
     */
    public boolean ping(ByteBuf payload) {
        if (payload.readableBytes() > 125) {
            int length = payload.readableBytes();
            payload.release();
            throw new IllegalArgumentException("a ping's payload must be of 125 bytes at most: length=" + length);
        }
        return send(Opcode.PING, payload);
    }

    /**
     * Sends some of a block's frames, each write to the socket one system call of {@code count} frames; as many writes one
     * after the other as are asked for, and as the socket takes. Returns how many writes there were: none if the connection
     * was not open, or has failed over the first byte. Of frames that it fails over later, {@link #unsentBytes} tells.
     * What a full socket does not take of the last write is kept until it does; {@link ConnectionListener#onWritable} tells.
     * Until then no more frames may be sent, so that a peer that does not read costs one write's frames and no more.
     *
     * @param count frames, at most {@link FrameBlock#framesPerWrite()}
     */
    public int sendFrames(FrameBlock block, int count, int writes) {
        return state == State.OPEN ? outlet.sendFrames(block, count, writes) : 0;
    }

    /**
     * Whether small writes go out at once (as they do from the beginning), or wait for the answer to those before them to be
     * put together: Nagle's algorithm, RFC 1122 section 4.2.3.4.
     */
    public void setTcpNoDelay(boolean noDelay) {
        outlet.setTcpNoDelay(noDelay);
    }

    /** Of the frames last sent, the bytes that the socket has not taken; also told when the connection has ended. */
    public int unsentBytes() {
        return outlet.unsentBytes();
    }

    /**
     * Whether frames may be sent: the socket has taken all that was sent before, as far as is known. Whoever is told no is told
     * {@link ConnectionListener#onWritable} when they may.
     */
    public boolean isWritable() {
        return outlet.isWritable();
    }

    /**
     * Whether frames wait for the end of the loop's turn, to go to the kernel by one system call with those of the loop's other
     * connections. If not, each write is a system call of its own, at once.
     */
    public boolean isGathering() {
        return outlet.isGathering();
    }

    /**
     * Begins the closing handshake; {@code onClosed} follows when the peer has ended the TCP connection, or with a reset after
     * the close time-out. The peer goes first so that TIME_WAIT, and with it the port, is not this side's to keep. A connection
     * that is not open yet is aborted; one that is closing already goes on doing so.
     *
     * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
     */
    public void close(int code) {
        if (!CloseCode.isValid(code)) {
            throw new IllegalArgumentException("a close code must be one that may be sent: code=" + code);
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
        if (context != null && context.channel().isOpen()) {
            reset();
        }
    }

    // What the channel tells.

    void attached(ChannelHandlerContext to) {
        context = to;
        outlet.attach(to, endpoint.isTls());
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

    void received(ByteBuf in, long nanos) {
        receivedNanos = nanos;
        if (state == State.UPGRADING && upgrade.read(in)) {
            upgraded();
        }
        if (!wantsFrames()) {
            return;
        }
        try {
            decoder.decode(in, loop.allocator(), this);
        } catch (ProtocolException e) {
            if (state != State.LOST) {
                sendClose(e.code());
            }
            end(new Disconnect(Kind.PROTOCOL_ERROR, e.code(), e.getMessage()), State.ENDING);
            context.close();
        }
    }

    void readComplete() {
        if (isHeard()) {
            listener.onReadComplete(this);
        }
    }

    void writabilityChanged() {
        if (outlet.isWritableAgain()) {
            writable();
        }
    }

    void writable() {
        if (state == State.OPEN) {
            listener.onWritable(this);
        }
    }

    void full() {
        if (state == State.OPEN) {
            listener.onFull(this);
        }
    }

    /**
     * No more will come.
     *
     * @param failure null if the peer has ended the TCP connection in good order
     */
    void inputEnded(Throwable failure) {
        if (failure != null) {
            failed(failure);
        }
        context.close();
    }

    void failed(Throwable cause) {
        Disconnect failure = Failures.of(cause, state != State.CONNECTING);
        if (failure.kind() == Kind.INTERNAL_ERROR) {
            LOG.error("A connection ends because of an exception that nobody should have thrown", cause);
        }
        if (state == State.CLOSED) {
            return;
        }
        if (isHeard() && failure.kind() == Kind.RESET) {
            lost(failure);
            return;
        }
        end(failure, State.ENDING);
        if (context != null) {
            context.close();
        }
    }

    /** Of many writes that waited, each fails; the first says why. */
    private void lost(Disconnect failure) {
        if (state == State.OPEN) {
            loss = failure;
            state = State.LOST;
            awaitEnd();
        }
    }

    /** The channel is gone, or has never been. */
    void ended() {
        if (state == State.CLOSED) {
            return;
        }
        end(unexpectedEnd(), State.ENDING);
        state = State.CLOSED;
        decoder.release();
        upgrade = null;
        if (closeTimer != null) {
            closeTimer.cancel(false);
            closeTimer = null;
        }
        listener.onClosed(this, why);
        outlet.release();
    }

    // What the frames tell.

    /** False once nothing more is to be decoded. */
    boolean wantsFrames() {
        return isHeard() || state == State.CLOSING;
    }

    /** Whether what is received is passed on. */
    private boolean isHeard() {
        return state == State.OPEN || state == State.LOST;
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
            if (opcode == Opcode.PING) {
                send(Opcode.PONG, payload.retain());
            } else {
                listener.onPong(this, payload, receivedNanos);
            }
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
            context.close();
        } else {
            state = State.ENDING;
        }
    }

    private void requestUpgrade() {
        UpgradeRequest request = endpoint.request();
        byte[] key = loop.upgradeKey().next();
        upgrade = new Upgrade(loop.upgradeKey().acceptFor(key));
        ByteBuf out = loop.writeBuffer(request.length());
        request.write(out, key);
        outlet.write(out);
    }

    private void upgraded() {
        Disconnect refusal = upgrade.judge(endpoint.request().offersProtocol());
        upgrade = null;
        if (refusal != null) {
            end(refusal, State.ENDING);
            context.close();
            return;
        }
        state = State.OPEN;
        outlet.opened();
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
        long millis = endpoint.closeTimeout().toMillis();
        closeTimer = loop.loop().schedule(this::reset, millis, TimeUnit.MILLISECONDS);
    }

    /** Leaves no TIME_WAIT on either side. */
    private void reset() {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close();
    }

    private void end(Disconnect reason, State next) {
        if (why == null) {
            why = reason;
        }
        state = next;
    }

    private Disconnect unexpectedEnd() {
        if (loss != null) {
            return loss;
        }
        if (loop.loop().isShuttingDown()) {
            return Disconnect.of(Kind.CLOSED_BY_US, "the client was closed");
        }
        return Disconnect.of(
                Kind.RESET,
                state == State.UPGRADING
                        ? "the connection ended before the upgrade was answered"
                        : "the connection ended without a close frame");
    }
}

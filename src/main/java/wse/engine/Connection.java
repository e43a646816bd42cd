package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
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
        /** Nothing is read any more; the end of the TCP connection is awaited. */
        ENDING,
        CLOSED
    }

    private final LoopState loop;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final Object attachment;
    private final FrameDecoder decoder;
    private ChannelHandlerContext context;
    /** For writes past the channel; null where they have to go through it: TLS, and transports other than epoll. */
    private FileDescriptor socket;

    /** Null but during the opening handshake. */
    private Upgrade upgrade;

    private State state = State.CONNECTING;
    /** The first reason for the end, which stands. */
    private Disconnect why;

    /** The frames last sent, as the pool shows them to this connection: used again for the next ones. */
    private ByteBuf frames;

    /** Frames that a full socket has not taken whole; else null. */
    private ByteBuf unsent;

    /** Bytes of the last write that went straight into the socket. */
    private int writtenStraight;

    /** Of the frames over which the connection failed, the bytes that the socket had not taken. */
    private int failedBytes;

    private boolean full;
    private Future<?> closeTimer;
    private long receivedNanos;

    Connection(LoopState loop, Endpoint endpoint, ConnectionListener listener, Object attachment) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.listener = listener;
        this.attachment = attachment;
        this.decoder = new FrameDecoder(endpoint.maxMessageBytes());
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

    /** Sends a ping frame; otherwise as {@link #sendText}. @param payload 125 bytes at most (RFC 6455 section 5.5) */
    public boolean ping(ByteBuf payload) {
        if (payload.readableBytes() > 125) {
            int length = payload.readableBytes();
            payload.release();
            throw new IllegalArgumentException("a ping's payload must be of 125 bytes at most: length=" + length);
        }
        return send(Opcode.PING, payload);
    }

    /**
     * Sends some of a block's frames in one write to the socket; returns false if the connection was not open, or has failed
     * over the first byte: then none of them has gone out. Of frames that it fails over later, {@link #unsentBytes} tells.
     * What a full socket does not take is kept until it does; {@link ConnectionListener#onWritable} tells. Until then no more
     * frames may be sent, so that a peer that does not read costs one write's frames and no more.
     *
     * @param count frames, at most {@link FrameBlock#framesPerWrite()}
     */
    public boolean sendFrames(FrameBlock block, int count) {
        if (state != State.OPEN) {
            return false;
        }
        if (!isWritable()) {
            throw new IllegalStateException("frames may be sent only while the connection is writable");
        }
        frames = block.next(count, frames, loop);
        int bytes = frames.readableBytes();
        writtenStraight = 0;
        write(frames);
        if (state != State.OPEN) {
            failedBytes = bytes - writtenStraight;
            return writtenStraight > 0;
        }
        if (full) {
            unsent = frames.retain();
        }
        return true;
    }

    /**
     * Whether small writes go out at once (as they do from the beginning), or wait for the answer to those before them to be
     * put together: Nagle's algorithm, RFC 1122 section 4.2.3.4.
     */
    public void setTcpNoDelay(boolean noDelay) {
        if (context != null && context.channel().isOpen()) {
            context.channel().config().setOption(ChannelOption.TCP_NODELAY, noDelay);
        }
    }

    /** Of the frames last sent, the bytes that the socket has not taken; also told when the connection has ended. */
    public int unsentBytes() {
        return unsent == null ? failedBytes : unsent.readableBytes();
    }

    /** Whether the socket has taken all that was sent; if not, the rest is kept in memory until it does. */
    public boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    /**
     * Begins the closing handshake; {@code onClosed} follows when the peer has ended the TCP connection, or after the close
     * time-out. The peer goes first so that TIME_WAIT, and with it the port, is not this side's to keep. A connection that is
     * not open yet is aborted; one that is closing already goes on doing so.
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
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        }
    }

    // What the channel tells.

    void attached(ChannelHandlerContext to) {
        context = to;
        if (to.channel() instanceof EpollSocketChannel epoll && !endpoint.isTls()) {
            socket = epoll.fd();
        }
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
            sendClose(e.code());
            end(new Disconnect(Kind.PROTOCOL_ERROR, e.code(), e.getMessage()), State.ENDING);
            context.close();
        }
    }

    void readComplete() {
        if (state == State.OPEN) {
            listener.onReadComplete(this);
        }
    }

    /** Every write is a change, there and back; only the end of a wait is worth telling. */
    void writabilityChanged() {
        if (!full || !isWritable()) {
            return;
        }
        full = false;
        releaseUnsent();
        if (state == State.OPEN) {
            listener.onWritable(this);
        }
    }

    private void releaseUnsent() {
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    void failed(Throwable cause) {
        Disconnect failure = Failures.of(cause, state != State.CONNECTING);
        if (failure.kind() == Kind.INTERNAL_ERROR) {
            LOG.error("A connection ends because of an exception that nobody should have thrown", cause);
        }
        if (state == State.CLOSED) {
            return;
        }
        end(failure, State.ENDING);
        if (context != null) {
            context.close();
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
        releaseUnsent();
    }

    // What the frames tell.

    /** False once nothing more is to be decoded. */
    boolean wantsFrames() {
        return state == State.OPEN || state == State.CLOSING;
    }

    void message(ByteBuf payload, boolean text) {
        if (state == State.OPEN) {
            listener.onMessage(this, payload, text, receivedNanos);
        }
    }

    /** A close, ping or pong frame. */
    void control(int opcode, ByteBuf payload) throws ProtocolException {
        if (opcode == Opcode.CLOSE) {
            closedByPeer(payload);
        } else if (state == State.OPEN) {
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
        write(out);
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
        listener.onOpen(this);
    }

    private boolean send(int opcode, ByteBuf payload) {
        try {
            if (state != State.OPEN) {
                return false;
            }
            write(loop.frame(opcode, payload));
            return true;
        } finally {
            payload.release();
        }
    }

    private void sendClose(int code) {
        ByteBuf payload = code == CloseCode.NONE ? Unpooled.EMPTY_BUFFER : Unpooled.copyShort(code);
        write(loop.frame(Opcode.CLOSE, payload));
    }

    /**
     * Straight into the socket, if nothing waits for it; what it does not take, the channel keeps. A failed write of the
     * channel comes back through {@link #failed}: that is what the void promise does.
     */
    private void write(ByteBuf out) {
        if (socket != null && out.hasMemoryAddress() && isWritable() && isWrittenStraight(out)) {
            return;
        }
        context.writeAndFlush(out, context.voidPromise());
        full = !context.channel().isWritable();
    }

    /** Whether that is all: then the channel, with its queue, promise and events, is spared. */
    private boolean isWrittenStraight(ByteBuf out) {
        try {
            writtenStraight = socket.writeAddress(out.memoryAddress(), out.readerIndex(), out.writerIndex());
            out.skipBytes(writtenStraight);
            if (out.isReadable()) {
                return false;
            }
        } catch (IOException e) {
            failed(e);
        }
        out.release();
        return true;
    }

    private void awaitEnd() {
        long millis = endpoint.closeTimeout().toMillis();
        closeTimer = loop.loop().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
    }

    private void end(Disconnect reason, State next) {
        if (why == null) {
            why = reason;
        }
        state = next;
    }

    private Disconnect unexpectedEnd() {
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

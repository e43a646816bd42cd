package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.config.ReadMode;
import wse.dialect.ClientMessages;

/** One open WebSocket connection, with a valid token if the dialect has tokens. Confined to the channel's event loop. */
final class ServerConnection extends LoopMember implements FrameReader.Sink {

    /**
     * The most bytes of answers that may wait for a block of a flood; beyond that, the server stops reading from the client.
     */
    private static final int MOST_HELD_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final FrameReader frames;
    private final UUID id;
    private final boolean msgpack;
    final ConnectionCompression compression;
    private final Flooder flooder;

    /** Whether messages are only counted here, although the frame reader delivers them because the flooder needs them. */
    private final boolean countOnly;

    /** The answers to the messages of one read, sent together at the end of the read. */
    private final Outbox answers = new Outbox();

    private int heardMillis;
    private int pingedMillis;
    private boolean counted = true;

    /**
     * Creates a connection that is open from now on. The server's counters already include it.
     *
     * @param msgpack whether the client asked for {@code format=msgpack}
     * @param duty the duty that the client asked for
     */
    ServerConnection(
            Loop loop, DuplexChannel channel, UUID id, boolean msgpack, Duty duty, ConnectionCompression compression) {
        super(loop, channel);
        this.id = id;
        this.compression = compression;
        this.msgpack = msgpack;
        ReadMode mode = loop.service.options().speech().read();
        this.flooder = duty.flooder(this);
        this.countOnly = mode == ReadMode.COUNT && duty != Duty.NONE;
        this.frames = new FrameReader(
                this,
                duty == Duty.NONE ? mode : ReadMode.PARSE,
                loop.service.options().limits().maxMessageBytes(),
                loop.utf8,
                compression);
        this.heardMillis = loop.nowMillis();
        this.pingedMillis = heardMillis;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (open()) {
                flooder.readBegins(in.readableBytes());
                frames.read(in, ctx.alloc());
                publish();
                flooder.readEnds();
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flushAnswers();
    }

    /** Writes and flushes the answers, unless they have to wait. */
    void flushAnswers() {
        if (!answers.isEmpty() && !flooder.holdsAnswers()) {
            writeAnswers();
            channel.flush();
        }
        pace();
    }

    /** Writes the answers; they are flushed with the next write. */
    void writeAnswers() {
        if (!answers.isEmpty()) {
            channel.write(answers.take(), channel.voidPromise());
        }
    }

    /** Stops reading from a client that does not read, so that data waiting for it does not fill the memory. */
    void pace() {
        boolean unread = flooder.holdsAnswers() ? answers.bytes() > MOST_HELD_BYTES : !channel.isWritable();
        channel.config().setAutoRead(!unread);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            pace();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        super.handlerRemoved(ctx);
        uncount();
        flooder.stop();
        frames.release();
        answers.release();
        compression.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            LOG.error("connection {} failed", id, cause);
        }
        ctx.close();
    }

    @Override
    public boolean open() {
        return !lingering();
    }

    @Override
    public boolean checksText() {
        return loop.service.options().speech().read() == ReadMode.PARSE;
    }

    @Override
    public void counted(int messages, long payloadBytes) {
        loop.count(messages, payloadBytes);
    }

    /**
     * Adds the received messages to the server's counters. Called before each answer, so that no message is counted too
     * late.
     */
    void publish() {
        if (loop.publish()) {
            heard();
        }
    }

    /** The client has shown that it is alive. */
    void heard() {
        heardMillis = loop.nowMillis();
    }

    @Override
    public void message(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (countOnly && !Openings.mayWantAnswer(opcode, buffer, index, length, mask)) {
            counted(1, length);
            flooder.data(opcode, buffer, index, length, mask);
            return;
        }
        byte[] plain = loop.plain(length);
        boolean ascii = Masks.copy(buffer, index, length, mask, plain);
        if (opcode == FrameReader.TEXT && !ascii && !loop.utf8.valid(plain, 0, length)) {
            violation(FrameReader.INVALID_DATA, "text must be UTF-8");
            return;
        }
        counted(1, length);
        switch (kind(opcode, plain, length)) {
            case PING -> answerPing();
            case HELLO -> answerHello();
            case MALFORMED -> {
                loop.service.counters().decodeFailures.increment();
                flooder.data(opcode, buffer, index, length, mask);
            }
            case OTHER -> flooder.data(opcode, buffer, index, length, mask);
        }
    }

    private ClientMessages.Kind kind(int opcode, byte[] plain, int length) {
        if (!loop.service.dialect().hasMessages()) {
            return ClientMessages.Kind.OTHER;
        }
        return opcode == FrameReader.TEXT
                ? loop.decoder.text(plain, 0, length)
                : loop.decoder.binary(plain, 0, length, msgpack);
    }

    private void answerPing() {
        flooder.pinged();
        loop.service
                .messages()
                .writePong(text(), loop.decoder.timestamp(), loop.service.time().millis());
        say(FrameReader.TEXT, loop.text);
    }

    private void answerHello() {
        loop.service
                .messages()
                .writeHello(
                        text(),
                        id,
                        loop.decoder.protocolVersion(),
                        loop.service.time().instant());
        say(FrameReader.TEXT, loop.text);
    }

    private ByteBuf text() {
        return loop.text.clear();
    }

    private void say(int opcode, ByteBuf payload) {
        flooder.beforeAnswer();
        ByteBuf out = answers.open(channel.alloc());
        if (opcode == FrameReader.TEXT && compression.isOn()) {
            int length = payload.readableBytes();
            byte[] plain = loop.plain(length);
            payload.getBytes(payload.readerIndex(), plain, 0, length);
            compression.write(out, opcode, plain, length);
        } else {
            ServerFrames.write(out, opcode, payload);
        }
    }

    @Override
    public void control(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (opcode == FrameReader.PONG) {
            ponged();
            return;
        }
        Masks.append(buffer, index, length, mask, text());
        if (opcode == FrameReader.PING) {
            say(FrameReader.PONG, loop.text);
        } else {
            closed(length);
        }
    }

    /** If the dialect has no messages, the server sends ping frames, whose answers show that the client is alive. */
    private void ponged() {
        if (!loop.service.dialect().hasMessages()) {
            heard();
        }
    }

    /** Handles the client's close frame. Like the genuine server, this one returns the code and reason if they are legal. */
    private void closed(int length) {
        byte[] payload = ByteBufUtil.getBytes(loop.text);
        if (!CloseCodes.legal(payload)) {
            violation(FrameReader.PROTOCOL_ERROR, "illegal close code");
        } else if (length > 2 && !loop.utf8.valid(payload, 2, length - 2)) {
            violation(FrameReader.INVALID_DATA, "close reason must be UTF-8");
        } else {
            close(payload);
        }
    }

    @Override
    public void violation(int closeCode, String rule) {
        loop.service.counters().protocolErrors.increment();
        close(CloseCodes.payload(closeCode, rule));
    }

    private void close(byte[] payload) {
        publish();
        say(FrameReader.CLOSE, Unpooled.wrappedBuffer(payload));
        flooder.stop();
        uncount();
        lastWord(answers.take());
    }

    private void uncount() {
        if (counted) {
            counted = false;
            loop.service.counters().connections.decrementAndGet();
        }
    }

    @Override
    void tick(int nowMillis) {
        ServerOptions.Limits limits = loop.service.options().limits();
        if (nowMillis - heardMillis > limits.idleTimeout().toMillis()) {
            // Without a code, like both versions of the genuine server.
            close(new byte[0]);
        } else if (nowMillis - pingedMillis >= limits.pingInterval().toMillis()) {
            pingedMillis = nowMillis;
            keepAlive(nowMillis);
            flushAnswers();
        }
    }

    private void keepAlive(int nowMillis) {
        if (loop.service.dialect().hasMessages()) {
            say(FrameReader.TEXT, loop.keepAlive(nowMillis));
        } else {
            say(FrameReader.PING, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    void goAway() {
        close(loop.service.closing().stopped());
    }
}

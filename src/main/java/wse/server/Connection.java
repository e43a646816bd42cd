package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.dialect.ClientMessages;

/** One open WebSocket connection whose token was good. Confined to the channel's event loop. */
final class Connection extends LoopMember implements FrameReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final FrameReader frames;
    private final UUID id;
    private final boolean msgpack;

    /** Answers of the current read, flushed together at its end; null between reads. */
    private ByteBuf answers;

    private int heardMillis;
    private int pingedMillis;
    private boolean counted = true;

    /**
     * A connection that is open from now on, and has taken its place in the count.
     *
     * @param msgpack whether the client asked for {@code format=msgpack}
     */
    Connection(Loop loop, UUID id, boolean msgpack) {
        super(loop);
        this.id = id;
        this.msgpack = msgpack;
        this.frames = new FrameReader(
                this,
                loop.service.options().speech().read(),
                loop.service.options().limits().maxMessageBytes());
        this.heardMillis = loop.nowMillis();
        this.pingedMillis = heardMillis;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (open()) {
                frames.read(in, ctx.alloc());
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answers != null) {
            ctx.writeAndFlush(answers, ctx.voidPromise());
            answers = null;
        }
        if (!ctx.channel().isWritable()) {
            // The client does not read its answers: it gets no more until it does, instead of filling the memory.
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        super.handlerRemoved(ctx);
        uncount();
        frames.release();
        if (answers != null) {
            answers.release();
            answers = null;
        }
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
    public void counted(int messages, long payloadBytes) {
        if (messages > 0) {
            loop.service.counters().messages.add(messages);
            loop.service.counters().bytes.add(payloadBytes);
            heardMillis = loop.nowMillis();
        }
    }

    @Override
    public void message(int opcode, ByteBuf buffer, int index, int length, int mask) {
        byte[] plain = loop.plain(length);
        boolean ascii = Masks.copy(buffer, index, length, mask, plain);
        if (opcode == FrameReader.TEXT && !ascii && !loop.utf8.valid(plain, 0, length)) {
            violation(FrameReader.INVALID_DATA, "text must be UTF-8");
            return;
        }
        counted(1, length);
        answer(
                opcode == FrameReader.TEXT
                        ? loop.decoder.text(plain, 0, length)
                        : loop.decoder.binary(plain, 0, length, msgpack));
    }

    private void answer(ClientMessages.Kind kind) {
        Service service = loop.service;
        switch (kind) {
            case PING -> {
                service.messages()
                        .writePong(
                                text(), loop.decoder.timestamp(), service.time().millis());
                say(FrameReader.TEXT, loop.text);
            }
            case HELLO -> {
                service.messages()
                        .writeHello(
                                text(),
                                id,
                                loop.decoder.protocolVersion(),
                                service.time().instant());
                say(FrameReader.TEXT, loop.text);
            }
            case MALFORMED -> service.counters().decodeFailures.increment();
            case OTHER -> {
                // Counted, and nothing is due.
            }
        }
    }

    private ByteBuf text() {
        return loop.text.clear();
    }

    private void say(int opcode, ByteBuf payload) {
        if (answers == null) {
            answers = context.alloc().buffer(256);
        }
        Frames.write(answers, opcode, payload);
    }

    @Override
    public void control(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (opcode == FrameReader.PONG) {
            return;
        }
        Masks.append(buffer, index, length, mask, text());
        if (opcode == FrameReader.PING) {
            say(FrameReader.PONG, loop.text);
        } else {
            closed(length);
        }
    }

    /** The client closes: its code and reason are given back, as the genuine server does, if they are legal. */
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
        say(FrameReader.CLOSE, Unpooled.wrappedBuffer(payload));
        ByteBuf last = answers;
        answers = null;
        uncount();
        lastWord(last);
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
            // Without a code, as both genuine versions do.
            close(new byte[0]);
        } else if (nowMillis - pingedMillis >= limits.pingInterval().toMillis()) {
            pingedMillis = nowMillis;
            loop.service.messages().writeKeepAlive(text(), loop.service.time().instant());
            say(FrameReader.TEXT, loop.text);
            channelReadComplete(context);
        }
    }

    @Override
    void goAway() {
        close(loop.service.closing().stopped());
    }
}

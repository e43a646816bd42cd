package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import wse.dialect.ServerMessages;

/**
 * The opening handshake: checks the request, responds with 101, and then checks the token, in the same order as the genuine
 * server. Afterwards it removes itself and Netty's HTTP decoder from the pipeline, and a {@link ServerConnection} takes over.
 * Confined to the channel's event loop.
 */
final class Handshake extends LoopMember {

    /** RFC 6455, 1.3. */
    private static final byte[] MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.US_ASCII);

    private final HttpRequestDecoder http;
    private final InetAddress client;
    private final int startMillis;

    /** The action at the end of the request; none until the head of a legal request has arrived. */
    private Runnable onRequestEnd = () -> {};

    /** @param client for which this handshake is counted as pending */
    Handshake(Loop loop, DuplexChannel channel, HttpRequestDecoder http, InetAddress client) {
        super(loop, channel);
        this.http = http;
        this.client = client;
        this.startMillis = loop.nowMillis();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        super.handlerRemoved(ctx);
        loop.service.pending().end(client);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (lingering()) {
                return;
            }
            if (message instanceof HttpRequest head) {
                begin(head);
            } else if (message instanceof LastHttpContent) {
                onRequestEnd.run();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        HttpResponseStatus status = UpgradeRules.judge(request, dialect());
        if (status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            onRequestEnd = () -> upgrade(request);
        } else {
            refuse(status);
        }
    }

    private void refuse(HttpResponseStatus status) {
        String also = "";
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            also = "upgrade: websocket\r\nsec-websocket-version: 13\r\n";
        } else if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            also = "allow: GET\r\n";
        }
        String body = status.reasonPhrase() + ": this is a WebSocket server; its path is "
                + dialect().path()
                + (dialect().hasMessages() ? ", optionally with duty=echo or duty=send in the query\n" : "\n");
        lastWord(Unpooled.copiedBuffer(
                "HTTP/1.1 " + status + "\r\n" + also + "connection: close\r\ncontent-type: text/plain\r\n"
                        + "content-length: " + body.length() + "\r\n\r\n" + body,
                StandardCharsets.US_ASCII));
    }

    private void upgrade(HttpRequest request) {
        ByteBuf out = channel.alloc().buffer(1024);
        ByteBufUtil.writeAscii(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
                        + "sec-websocket-accept: " + accept(request) + "\r\n"
                        + terms(request)
                                .map(terms -> "sec-websocket-extensions: " + terms.header() + "\r\n")
                                .orElse("") + "\r\n");
        if (dialect().hasMessages()) {
            judgeToken(out, request);
        } else {
            admit(out, "", request);
        }
    }

    /** How messages are compressed; empty if they are not. */
    private Optional<CompressionTerms> terms(HttpRequest request) {
        return loop.service.options().speech().compression()
                ? CompressionTerms.accepting(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                : Optional.empty();
    }

    private void judgeToken(ByteBuf out, HttpRequest request) {
        Tokens.of(request.headers())
                .ifPresentOrElse(
                        token -> judgeToken(out, token, request),
                        () -> rejectToken(out, ServerMessages::writeAuthRequired));
    }

    private void judgeToken(ByteBuf out, String token, HttpRequest request) {
        loop.service
                .tokens()
                .judge(token)
                .either(
                        good -> admit(out, good.subject(), request),
                        refused -> rejectToken(
                                out, (messages, text, now) -> messages.writeAuthFailed(text, refused, now)));
    }

    private void admit(ByteBuf out, String user, HttpRequest request) {
        int most = loop.service.options().limits().maxConnections();
        if (loop.service.counters().tryConnect(most)) {
            welcome(out, user, request);
        } else {
            rejectNumber(out);
        }
    }

    private ServerDialect dialect() {
        return loop.service.dialect();
    }

    private String accept(HttpRequest request) {
        byte[] key =
                request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY).strip().getBytes(StandardCharsets.US_ASCII);
        loop.sha1().update(key);
        return Base64.getEncoder().encodeToString(loop.sha1().digest(MAGIC));
    }

    /** Writes the message that tells the client why it is rejected. */
    @FunctionalInterface
    private interface Rejection {
        void write(ServerMessages messages, ByteBuf text, Instant now);
    }

    private void rejectToken(ByteBuf out, Rejection rejection) {
        loop.service.counters().authFailures.increment();
        loop.service.counters().rejected.increment();
        rejection.write(
                loop.service.messages(), loop.text.clear(), loop.service.time().instant());
        ServerFrames.write(out, FrameReader.TEXT, loop.text);
        ServerFrames.write(
                out,
                FrameReader.CLOSE,
                Unpooled.wrappedBuffer(loop.service.closing().tokenRefused()));
        lastWord(out);
    }

    /** Closes without a code, as the genuine server does if the limit was reached during the handshake. */
    private void rejectNumber(ByteBuf out) {
        loop.service.counters().rejected.increment();
        ServerFrames.write(out, FrameReader.CLOSE, Unpooled.EMPTY_BUFFER);
        lastWord(out);
    }

    private void welcome(ByteBuf out, String user, HttpRequest request) {
        long now = loop.service.time().millis();
        UUID id = Ids.next(now);
        if (dialect().hasMessages()) {
            loop.service.messages().writeReady(loop.text.clear(), Ids.next(now), id, user, Instant.ofEpochMilli(now));
            ServerFrames.write(out, FrameReader.TEXT, loop.text);
        }
        ServerConnection connection = new ServerConnection(
                loop,
                channel,
                id,
                wantsMsgpack(request.uri()),
                dialect().duty(request.uri()).orElseThrow(),
                terms(request)
                        .map(terms -> new ConnectionCompression(terms, loop))
                        .orElse(ConnectionCompression.OFF));
        channel.pipeline().addLast(connection);
        channel.writeAndFlush(out, channel.voidPromise());
        channel.pipeline().remove(this);
        // This comes last, because it passes everything that the client sent after its request on to the connection.
        channel.pipeline().remove(http);
    }

    private static boolean wantsMsgpack(String target) {
        int query = target.indexOf('?');
        return query >= 0 && target.indexOf("format=msgpack", query) > 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    void tick(int nowMillis) {
        if (nowMillis - startMillis
                > loop.service.options().limits().handshakes().timeout().toMillis()) {
            channel.close();
        }
    }

    @Override
    void goAway() {
        channel.close();
    }
}

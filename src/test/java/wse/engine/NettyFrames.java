package wse.engine;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What Netty's decoder reads from a server's frames, for comparison. */
final class NettyFrames {

    private static final WebSocketDecoderConfig STRICT = WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .allowExtensions(false)
            .maxFramePayloadLength(FuzzedConnection.MAX_MESSAGE_BYTES)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();

    final List<String> messages = new ArrayList<>();
    final List<String> pongs = new ArrayList<>();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private boolean text;
    private boolean closed;
    private boolean isLegalClose;

    NettyFrames(byte[] stream) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(STRICT));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(stream));
        } catch (CorruptedFrameException | TooLongFrameException e) {
            // The frames before the violation can be read.
            closed = false;
        }
        for (WebSocketFrame frame = channel.readInbound(); frame != null && !closed; frame = channel.readInbound()) {
            read(frame, ByteBufUtil.getBytes(frame.content()));
            frame.release();
        }
        channel.finishAndReleaseAll();
    }

    /** Whether the stream has a close frame that RFC 6455 allows. Netty also accepts undefined codes (section 7.4.2). */
    boolean isClosed() {
        return isLegalClose;
    }

    private void read(WebSocketFrame frame, byte[] content) {
        if (frame instanceof CloseWebSocketFrame) {
            closed = true;
            isLegalClose = content.length < 2
                    || CloseCode.isValid(ByteBuffer.wrap(content).getChar());
        } else if (frame instanceof PongWebSocketFrame) {
            pongs.add(HexFormat.of().formatHex(content));
        } else if (!(frame instanceof PingWebSocketFrame)) {
            data(frame, content);
        }
    }

    private void data(WebSocketFrame frame, byte[] content) {
        text = frame instanceof TextWebSocketFrame || text && frame instanceof ContinuationWebSocketFrame;
        payload.writeBytes(content);
        if (frame.isFinalFragment()) {
            messages.add(FuzzedConnection.message(text, payload.toByteArray()));
            payload.reset();
        }
    }
}

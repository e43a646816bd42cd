package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import wse.fuzz.Property;

/** A connection on a channel without a socket, and everything that it has told its listener. Confined to one thread. */
final class FuzzedConnection implements ConnectionListener, AutoCloseable {

    static final int MAX_MESSAGE_BYTES = 70_000;

    private static final Endpoint ENDPOINT = Endpoint.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "localhost", "/", Map.of())
            .withMaxMessageBytes(MAX_MESSAGE_BYTES);
    private static final LoopState LOOP = new LoopState(new EmbeddedChannel().eventLoop(), Transport.NIO);
    private static final HexFormat HEX = HexFormat.of();
    private static final String KEY_FIELD = "Sec-WebSocket-Key: ";
    private static final int CLIENT_HEADER_BYTES = 6;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Connection connection = new Connection(LOOP, ENDPOINT, this, "");
    private final KnownFrames known;

    /** Data messages, as {@code text} or {@code binary} with the payload in hexadecimal. */
    final List<String> messages = new ArrayList<>();

    final List<String> pongs = new ArrayList<>();

    /** The client's frames, unmasked: opcode and payload. */
    final List<String> sent = new ArrayList<>();

    private Disconnect closed;

    private FuzzedConnection(KnownFrames known) {
        this.known = known;
        channel.pipeline().addLast(new ConnectionHandler(connection));
        LOOP.started(connection);
        connection.connected();
    }

    /** An open connection. */
    static FuzzedConnection open() {
        return open(new KnownFrames(false, List.of(new byte[1]), 1));
    }

    /** @param known frames that the listener recognises before they are decoded */
    static FuzzedConnection open(KnownFrames known) {
        FuzzedConnection fuzzed = new FuzzedConnection(known);
        ByteBuf request = fuzzed.channel.readOutbound();
        String head = request.toString(StandardCharsets.ISO_8859_1);
        request.release();
        int key = head.indexOf(KEY_FIELD) + KEY_FIELD.length();
        String accept = LOOP.upgradeKey()
                .acceptFor(head.substring(key, key + UpgradeKey.LENGTH).getBytes(StandardCharsets.US_ASCII));
        fuzzed.receive(("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        Property.holds(fuzzed.connection.isOpen(), "a legal response opens the connection");
        return fuzzed;
    }

    /** Receives bytes, unless the client has closed the channel. */
    void receive(byte[] piece) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(piece));
        }
    }

    /** Forgets what was received and sent so far. */
    void forget() {
        messages.clear();
        pongs.clear();
        channel.releaseOutbound();
    }

    Connection connection() {
        return connection;
    }

    Disconnect closed() {
        return closed;
    }

    /** Ends the TCP connection, unless the client has done so. */
    @Override
    public void close() {
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.add(unmasked(out));
            out.release();
        }
        channel.finishAndReleaseAll();
        Property.holds(closed != null, "each connection ends with onClosed");
        Property.holds(closed.kind() != Disconnect.Kind.INTERNAL_ERROR, "no exception is thrown");
    }

    /** Control frames are all that the client sends by itself, so the header has six bytes. */
    private static String unmasked(ByteBuf frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame);
        if (bytes.length == 0) {
            return "end";
        }
        Property.holds(bytes.length == CLIENT_HEADER_BYTES + (bytes[1] & 0x7f), "a control frame is written whole");
        byte[] payload = new byte[bytes.length - CLIENT_HEADER_BYTES];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (bytes[CLIENT_HEADER_BYTES + i] ^ bytes[2 + i % Integer.BYTES]);
        }
        return (bytes[0] & 0xff) + " " + HEX.formatHex(payload);
    }

    static String message(boolean text, byte[] payload) {
        return (text ? "text " : "binary ") + HEX.formatHex(payload);
    }

    @Override
    public void onOpen(Connection opened) {
        // Nothing is sent, so that the client's frames are only its answers.
    }

    @Override
    public int onFrames(Connection to, ByteBuf in, long receivedNanos) {
        int start = in.readerIndex();
        int count = known.count(in, 0, 1);
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[known.frameBytes() - 2];
            in.getBytes(start + i * known.frameBytes() + 2, payload);
            messages.add(message((in.getByte(start) & 0xf) == Opcode.TEXT, payload));
        }
        return count * known.frameBytes();
    }

    @Override
    public void onMessage(Connection from, ByteBuf payload, boolean text, long receivedNanos) {
        messages.add(message(text, ByteBufUtil.getBytes(payload)));
    }

    @Override
    public void onPong(Connection from, ByteBuf payload, long receivedNanos) {
        pongs.add(HEX.formatHex(ByteBufUtil.getBytes(payload)));
    }

    @Override
    public void onClosed(Connection ended, Disconnect why) {
        Property.holds(closed == null, "a connection ends only once");
        closed = why;
    }
}

package wse.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.config.MessageForm;
import wse.dialect.ServerMessages;

/**
 * A server that discards everything. It accepts the upgrade, sends the ready message of a WSE server, and from then on
 * reads bytes without unmasking, counting or answering them. If a connection does not begin with {@code GET}, there is
 * no upgrade, and all of its bytes are discarded. Has one thread.
 */
public final class DiscardServer {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("sec-websocket-key: *(\\S+)", Pattern.CASE_INSENSITIVE);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Selector selector = Selector.open();

    private DiscardServer(int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", port), 4096);
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Arguments: port. Runs until it is killed. */
    public static void main(String[] args) throws IOException {
        DiscardServer server = new DiscardServer(Integer.parseInt(args[0]));
        System.out.println("discarding on port " + args[0]);
        while (true) {
            server.selector.select(server::ready);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
                accepted.configureBlocking(false).register(selector, SelectionKey.OP_READ, true);
            } else {
                read((SocketChannel) key.channel(), key);
            }
        } catch (IOException e) {
            key.cancel();
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            System.err.println("a connection could not be closed: " + e.getMessage());
        }
    }

    private void read(SocketChannel channel, SelectionKey key) throws IOException {
        buffer.clear();
        int bytes = channel.read(buffer);
        if (bytes < 0) {
            channel.close();
        } else if (key.attachment() != null && bytes > 0) {
            key.attach(null);
            buffer.flip();
            greet(channel, StandardCharsets.ISO_8859_1.decode(buffer).toString());
        }
    }

    private static void greet(SocketChannel channel, String request) throws IOException {
        Matcher key = KEY.matcher(request);
        if (request.startsWith("GET") && key.find()) {
            channel.write(ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1)));
            channel.write(ready());
        }
    }

    private static ByteBuffer ready() {
        ByteBuf text = Unpooled.buffer();
        new ServerMessages(MessageForm.V2_0_0, 1 << 20, 25_000)
                .writeReady(text, UUID.randomUUID(), UUID.randomUUID(), "bench-user", Instant.now());
        int length = text.readableBytes();
        ByteBuf frame = Unpooled.buffer().writeByte(0x81).writeByte(126).writeShort(length);
        return frame.writeBytes(text).nioBuffer();
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

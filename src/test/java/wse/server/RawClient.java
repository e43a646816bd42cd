package wse.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import wse.dialect.Jwt;

/** A client that sends given bytes and waits, with a deadline, for what comes back. */
final class RawClient implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8a;

    private static final String TARGET = "/wse?compression=false&protocol_version=1";
    private static final int DEADLINE_MILLIS = 20_000;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
    private static final Jwt JWT = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system());
    private static final String TOKEN = JWT.issue();

    /** One frame as it was received. */
    record Frame(int first, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005, as in RFC 6455, if it has none. */
        int closeCode() {
            return payload.length == 0 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    /** Connects by TCP only; the connection may not be accepted yet. */
    RawClient(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** @param from local address */
    RawClient(int port, String from) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects with a valid token, and reads the ready message. */
    static RawClient ready(int port) throws IOException {
        return ready(port, TARGET);
    }

    static RawClient ready(int port, String target) throws IOException {
        return new RawClient(port).upgraded(target);
    }

    /** Connects with a valid token, and reads the ready message. */
    RawClient upgraded() throws IOException {
        return upgraded(TARGET);
    }

    private RawClient upgraded(String target) throws IOException {
        send(request(target, "Cookie: access_token=" + TOKEN));
        head();
        frame();
        return this;
    }

    static String request(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + java.util.Arrays.stream(headers)
                        .map(header -> header + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n";
    }

    static String token() {
        return TOKEN;
    }

    RawClient send(String ascii) throws IOException {
        return send(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends unless the server has closed the connection already. */
    void sendIfItCan(String ascii) {
        try {
            send(ascii);
        } catch (IOException e) {
            // The server does not want it.
        }
    }

    /** Sends the same bytes over and over until the connection is closed. */
    void sendUntilItFails(byte[] bytes) {
        try {
            while (true) {
                send(bytes);
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For threads that cannot throw a checked exception. */
    void sendOrFail(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the frames before one whose text holds this. */
    void countUntil(String text, AtomicLong frames) {
        try {
            while (!frame().text().contains(text)) {
                frames.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient text(String text) throws IOException {
        return send(masked(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The response to the upgrade request, up to its empty line. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** Whether the server has ended the stream without sending anything. */
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    /** Reads to the end of the stream. */
    String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            while (true) {
                rest.write(in.readUnsignedByte());
            }
        } catch (EOFException e) {
            return rest.toString(StandardCharsets.ISO_8859_1);
        }
    }

    static byte[] masked(int first, byte[] payload) {
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
        return frame(first, 0x80, MASK, masked);
    }

    /** A frame as a server would send it: unmasked. */
    static byte[] bare(int first, byte[] payload) {
        return frame(first, 0, new byte[0], payload);
    }

    private static byte[] frame(int first, int maskBit, byte[] mask, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(maskBit | payload.length);
        } else if (payload.length < 65_536) {
            out.write(maskBit | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(maskBit | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(mask);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static String ping(long id) {
        return "{\"t\":\"ping\",\"p\":{\"timestamp\":" + id + "}}";
    }

    /** Sends a ping and waits for its pong, after which everything sent before has been read. */
    RawClient barrier() throws IOException {
        text(ping(4711));
        Frame pong = frame();
        if (!pong.text().contains("\"client_timestamp\":4711,")) {
            throw new AssertionError("not the pong of the barrier: " + pong.text());
        }
        return this;
    }

    /** The counters of the server, by name. */
    static Map<String, Long> counters(URI metrics) throws IOException, InterruptedException {
        return counters(HttpRequest.newBuilder(metrics).build());
    }

    /** The same after the server has collected its garbage. */
    static Map<String, Long> countersAfterCollection(URI metrics) throws IOException, InterruptedException {
        return counters(HttpRequest.newBuilder(URI.create(metrics + "?gc"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static Map<String, Long> counters(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

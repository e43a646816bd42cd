package wse.gatling;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/** A WebSocket server on plain sockets that plays a trick on each of its connections, then closes it. */
public final class TrickServer implements AutoCloseable {

    /** What to do to a connection. The socket is closed afterwards. */
    @FunctionalInterface
    public interface Trick {
        void play(Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public TrickServer(Trick trick) throws IOException {
        this(ServerSocketFactory.getDefault(), trick);
    }

    public TrickServer(ServerSocketFactory sockets, Trick trick) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(() -> accept(trick));
    }

    /** A port on which nobody listens. */
    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept(Trick trick) {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket, trick));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void serve(Socket socket, Trick trick) {
        try (socket) {
            trick.play(new Peer(socket));
        } catch (IOException clientWentFirst) {
            // The test checks only how the client reacted.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    /** The server's end of one connection. */
    public record Peer(Socket socket) {

        public static final int TEXT = 1;
        public static final int BINARY = 2;
        private static final int FINAL = 0x80;
        private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 section 1.3

        public String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) new DataInputStream(socket.getInputStream()).readUnsignedByte());
            }
            return head.toString();
        }

        public void answer(String head) throws IOException {
            write(head.getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads the upgrade request and accepts it. */
        public Peer upgrade() throws IOException {
            return upgrade(readRequest());
        }

        /** Accepts an upgrade request. */
        public Peer upgrade(String request) throws IOException {
            return upgrade(request, new String[0]);
        }

        /** The same with more headers in the answer. */
        public Peer upgrade(String request, String... headers) throws IOException {
            String key = request.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseThrow();
            answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(key) + "\r\n"
                    + String.join(
                            "", Stream.of(headers).map(line -> line + "\r\n").toList()) + "\r\n");
            return this;
        }

        private static String accept(String key) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void sendText(String text) throws IOException {
            send(TEXT, text);
        }

        /** @param opcode {@link #TEXT} or {@link #BINARY} */
        public void send(int opcode, String message) throws IOException {
            frame(FINAL | opcode, message.getBytes(StandardCharsets.UTF_8));
        }

        void sendClose(int code) throws IOException {
            frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
        }

        void sendCloseWithoutCode() throws IOException {
            frame(0x88, new byte[0]);
        }

        /** Short frames only (RFC 6455 section 5.2). */
        private void frame(int first, byte[] payload) throws IOException {
            byte[] frame = new byte[2 + payload.length];
            frame[0] = (byte) first;
            frame[1] = (byte) payload.length;
            System.arraycopy(payload, 0, frame, 2, payload.length);
            write(frame);
        }

        private void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** The payload of the next text frame; any other frame ends the connection. */
        public String readText() throws IOException {
            return read(TEXT);
        }

        /** The payload of the next frame, which must have this opcode; any other frame ends the connection. */
        String read(int opcode) throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int first = in.readUnsignedByte();
            byte[] payload = new byte[in.readUnsignedByte() & 0x7f];
            byte[] mask = in.readNBytes(4);
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            if (first == 0x88) {
                frame(0x88, payload);
            }
            if (first != (FINAL | opcode)) {
                throw new IOException("unexpected frame: " + first);
            }
            return new String(payload, StandardCharsets.UTF_8);
        }

        public void echo() throws IOException {
            while (true) {
                sendText(readText());
            }
        }

        /** Reads everything and sends nothing until the client ends the connection. */
        void stayMute() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // the trick is to do nothing
            }
        }

        /** Makes the close that follows send a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }
    }
}

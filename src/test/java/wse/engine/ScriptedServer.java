package wse.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a plain socket that a test controls byte by byte. Each connection runs the script on a thread of its own. */
public final class ScriptedServer implements AutoCloseable {

    /** What to do to the connection; it is closed afterwards. */
    public interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Completes when the first script ends. A test that does not check it would miss a failure of the script. */
    final CompletableFuture<Void> done = new CompletableFuture<>();

    public ScriptedServer(Script script) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(() -> accept(script));
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket, script));
            }
        } catch (IOException e) {
            // The test has closed the server.
            done.completeExceptionally(e);
        }
    }

    /** Completes the upgrade, then runs the script. */
    public static ScriptedServer afterUpgrade(Script script) throws IOException {
        return new ScriptedServer(peer -> {
            peer.write(peer.goodAnswer(peer.readRequest()));
            script.run(peer);
        });
    }

    public Endpoint endpoint() {
        InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
        return Endpoint.of(address, "localhost", "/", Map.of());
    }

    private void serve(Socket connection, Script script) {
        try (Socket socket = connection) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Recorder.TIMEOUT_SECONDS * 1000);
            script.run(new Peer(socket));
            done.complete(null);
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    /** The server's end of the connection. */
    public static final class Peer {

        final Socket socket;

        Peer(Socket socket) {
            this.socket = socket;
        }

        public String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("ended inside the request: " + head);
                }
                head.append((char) next);
            }
            return head.toString();
        }

        public byte[] goodAnswer(String request) throws Exception {
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(request) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        public static String accept(String request) throws Exception {
            String key = request.split("Sec-WebSocket-Key: ")[1].split("\r\n")[0];
            byte[] joined = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(joined));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        public void write(int... bytes) throws IOException {
            write(bytes(bytes));
        }

        /** One client frame, unmasked: first byte, then the payload. */
        public byte[] readFrame() throws IOException {
            InputStream in = socket.getInputStream();
            int first = in.read();
            int second = in.read();
            if (first < 0 || (second & 0x80) == 0 || (second & 0x7f) > 125) {
                throw new IOException("not a short masked frame: " + first + ", " + second);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(first);
            out.writeBytes(readUnmasked(second & 0x7f));
            return out.toByteArray();
        }

        /** The payload of one binary client frame of 126 to 65535 bytes, unmasked. */
        byte[] readLongFrame() throws IOException {
            byte[] header = socket.getInputStream().readNBytes(4);
            if ((header[0] & 0xff) != 0x82 || (header[1] & 0xff) != 0xFE) {
                throw new IOException("not a long masked binary frame: " + header[0] + ", " + header[1]);
            }
            return readUnmasked((header[2] & 0xff) << 8 | header[3] & 0xff);
        }

        private byte[] readUnmasked(int length) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return payload;
        }

        /** The next byte, or -1 at the end. */
        public int read() throws IOException {
            return socket.getInputStream().read();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A server's frame with a payload of up to 125 bytes. */
    public static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        out.write(payload.length);
        out.writeBytes(payload);
        return out.toByteArray();
    }
}

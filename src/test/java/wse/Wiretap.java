package wse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes bytes between clients and a server on the loopback interface, and remembers them. */
public final class Wiretap implements AutoCloseable {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int TEXT = 1;

    private final int serverPort;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private Wiretap(int serverPort, ServerSocket listening) {
        this.serverPort = serverPort;
        this.listening = listening;
        threads.execute(this::accept);
    }

    /** What one side of a connection has said. Thread-safe. */
    public static final class Heard {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private void add(byte[] more, int length) {
            bytes.write(more, 0, length);
        }

        /** The headers of HTTP, in lower case. */
        public String head() {
            String text = bytes.toString(StandardCharsets.ISO_8859_1);
            return text.substring(0, end(text)).toLowerCase(Locale.ROOT);
        }

        private static int end(String text) {
            return text.indexOf("\r\n\r\n") + 4;
        }

        /** How many whole text messages it has sent that are compressed (RFC 7692 section 6). */
        public long compressedTexts() {
            return firstBytes().stream()
                    .filter(first -> first == (FIN | RSV1 | TEXT))
                    .count();
        }

        /** The first byte of each frame (RFC 6455 section 5.2); no frame is longer than 65,535 bytes. */
        private List<Integer> firstBytes() {
            ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray());
            in.position(end(bytes.toString(StandardCharsets.ISO_8859_1)));
            List<Integer> all = new ArrayList<>();
            while (in.remaining() >= 2) {
                int first = in.get() & 0xff;
                int second = in.get() & 0xff;
                int length = (second & 0x7f) < 126 ? second & 0x7f : in.getShort() & 0xffff;
                int rest = length + (second > 0x7f ? 4 : 0);
                all.add(first);
                in.position(Math.min(in.limit(), in.position() + rest));
            }
            return all;
        }
    }

    /** Listens at a free port. */
    public static Wiretap before(int serverPort) throws IOException {
        return new Wiretap(serverPort, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The client and the server of each connection, in turn. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket("127.0.0.1", serverPort);
                pass(client, server);
                pass(server, client);
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void pass(Socket from, Socket to) {
        Heard words = new Heard();
        heard.add(words);
        threads.execute(() -> {
            byte[] buffer = new byte[4_096];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    words.add(buffer, read);
                    out.write(buffer, 0, read);
                }
            } catch (IOException ended) {
                // One of the two has closed its connection.
            }
        });
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}

package wse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A small HTTP proxy that knows only CONNECT, and misbehaves on demand. It uses two threads for each connection. */
public final class ConnectProxy implements AutoCloseable {

    /** What the proxy does with a request. */
    @FunctionalInterface
    public interface Answer {

        /** @param client the connection on which the request has been read */
        void to(String request, Socket client) throws IOException;
    }

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private ConnectProxy(Answer answer) {
        try {
            listening = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(answer));
    }

    /** A proxy that opens every connection. */
    public static ConnectProxy open() {
        return answering((request, client) -> {});
    }

    /** A proxy that opens connections only for requests with this line; names of headers may be in any case. */
    public static ConnectProxy requiring(String line) {
        return new ConnectProxy((request, client) -> {
            if (Stream.of(request.split("\r\n")).noneMatch(line::equalsIgnoreCase)) {
                say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
                client.close();
            }
        });
    }

    /** A proxy that opens connections unless the answer has closed the client's. */
    public static ConnectProxy answering(Answer answer) {
        return new ConnectProxy(answer);
    }

    /** Sends text to a client. */
    public static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** The requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept(Answer answer) {
        while (!listening.isClosed()) {
            try {
                Socket client = kept(listening.accept());
                threads.execute(() -> serve(client, answer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Answer answer) {
        try (client) {
            String request = head(client.getInputStream());
            requests.add(request);
            answer.to(request, client);
            String[] target = request.split(" ")[1].split(":(?=\\d+$)");
            if (!client.isClosed()) {
                try (Socket server = kept(new Socket(target[0], Integer.parseInt(target[1])))) {
                    say(client, "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
                    threads.execute(() -> copy(server, client));
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            }
        } catch (IOException ended) {
            // Either side has closed its connection.
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side has closed its connection.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended early");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}

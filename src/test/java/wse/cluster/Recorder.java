package wse.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Passes one connection after the other on to a port, and records what goes in both directions. */
final class Recorder implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress target;
    private final ByteArrayOutputStream fromCaller = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromListener = new ByteArrayOutputStream();
    private final CountDownLatch ends = new CountDownLatch(2);

    private Recorder(InetSocketAddress target) throws IOException {
        this.target = target;
    }

    static Recorder before(InetSocketAddress target) throws IOException {
        Recorder recorder = new Recorder(target);
        start(recorder::accept);
        return recorder;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** What the callers have said so far. */
    byte[] fromCaller() {
        return fromCaller.toByteArray();
    }

    /** What the listener has said so far. */
    byte[] fromListener() {
        return fromListener.toByteArray();
    }

    /** Waits until both directions of a connection have ended. */
    void awaitEnd() throws InterruptedException {
        if (!ends.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the connection goes on");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Socket listener = new Socket(target.getAddress(), target.getPort());
                start(() -> pass(caller, listener, fromCaller));
                start(() -> pass(listener, caller, fromListener));
            }
        } catch (IOException ignored) {
            // It was closed.
        }
    }

    private void pass(Socket from, Socket to, ByteArrayOutputStream record) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                record.write(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        } catch (IOException ignored) {
            // One side has ended the connection.
        } finally {
            ends.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener for one connection that keeps all events, so that a test's thread can wait for them. */
class Recorder implements ConnectionListener {

    /** Long enough for a machine under load: a test that waits this long has failed. */
    static final long TIMEOUT_SECONDS = 20;

    record Message(byte[] payload, boolean text, long receivedNanos) {

        String asText() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    final CompletableFuture<Connection> open = new CompletableFuture<>();
    final CompletableFuture<Connection> connected = new CompletableFuture<>();
    final CompletableFuture<Disconnect> closed = new CompletableFuture<>();
    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Message> pongs = new LinkedBlockingQueue<>();
    volatile int closedCalls;

    /** Starts a connection on the client's first loop and waits until connect has returned. */
    static Recorder connect(WebSocketClient client, Endpoint endpoint) {
        Recorder recorder = new Recorder();
        recorder.start(client, endpoint, null);
        return recorder;
    }

    Connection start(WebSocketClient client, Endpoint endpoint, SocketAddress source) {
        EventLoop loop = client.loops().get(0);
        return join(loop.submit(() -> client.connect(loop, endpoint, source, this, "mine")));
    }

    Connection awaitOpen() throws Exception {
        return open.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    Disconnect awaitClosed() throws Exception {
        return closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    Message awaitMessage() throws Exception {
        return messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    Message awaitPong() throws Exception {
        return pongs.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    static <T> T join(Future<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onConnected(Connection connection) {
        connected.complete(connection);
    }

    @Override
    public void onOpen(Connection connection) {
        open.complete(connection);
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        messages.add(new Message(ByteBufUtil.getBytes(payload), text, receivedNanos));
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        pongs.add(new Message(ByteBufUtil.getBytes(payload), false, receivedNanos));
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        closedCalls++;
        open.completeExceptionally(new AssertionError("closed: " + why));
        closed.complete(why);
    }
}

package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.engine.Disconnect.Kind;

/**
 * Main class of the process that {@link DescriptorsIT} starts: opens 300 connections, ends them, and counts the
 * outcomes.
 */
final class FewDescriptors implements ConnectionListener {

    private static final int ATTEMPTS = 300;

    private final CompletableFuture<String> done = new CompletableFuture<>();
    private int closed;
    private int noDescriptor;

    private FewDescriptors() {}

    public static void main(String[] args) throws Exception {
        FewDescriptors listener = new FewDescriptors();
        try (ServerSocket server = new ServerSocket(0, ATTEMPTS, InetAddress.getByName("127.0.0.1"));
                WebSocketClient client = new WebSocketClient(new EngineOptions(Transport.valueOf(args[0]), 1, "few"))) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            Endpoint endpoint = Endpoint.of(address, "localhost", "/", Map.of());
            EventLoop loop = client.loops().get(0);
            loop.execute(() -> {
                for (int i = 0; i < ATTEMPTS; i++) {
                    client.connect(loop, endpoint, null, listener, null);
                }
            });
            System.out.println(listener.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS));
        }
    }

    /**
     * Runs after the turn of the event loop in which all are started, so that no connection reuses another's
     * descriptor.
     */
    @Override
    public void onConnected(Connection connection) {
        connection.abort();
    }

    @Override
    public void onOpen(Connection connection) {
        throw new IllegalStateException("nobody answers here");
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        throw new IllegalStateException("nobody answers here");
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        if (why.kind() == Kind.NO_DESCRIPTOR) {
            noDescriptor++;
        } else if (why.kind() != Kind.CLOSED_BY_US) {
            done.completeExceptionally(new IllegalStateException(why.toString()));
        }
        if (++closed == ATTEMPTS) {
            done.complete("done: " + noDescriptor + " NO_DESCRIPTOR of " + ATTEMPTS);
        }
    }
}

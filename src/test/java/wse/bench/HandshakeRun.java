package wse.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.engine.Endpoint;
import wse.engine.WebSocketClient;

/** Opens connections, waits for their first message, and closes them if requested. Confined to the event loop. */
final class HandshakeRun implements ConnectionListener {

    /** Receives the messages of a connection. */
    static final class Slot {
        boolean ready;
        PingRun pings;
    }

    private final WebSocketClient client;
    private final EventLoop loop;
    private final Endpoint endpoint;
    private final int total;
    private final boolean closeWhenReady;
    private final List<Connection> ready = new ArrayList<>();
    private final CompletableFuture<List<Connection>> done = new CompletableFuture<>();
    private int started;
    private int closed;

    HandshakeRun(WebSocketClient client, EventLoop loop, Endpoint endpoint, int total, boolean closeWhenReady) {
        this.client = client;
        this.loop = loop;
        this.endpoint = endpoint;
        this.total = total;
        this.closeWhenReady = closeWhenReady;
    }

    CompletableFuture<List<Connection>> done() {
        return done;
    }

    void start(int window) {
        for (int i = 0; i < window; i++) {
            next();
        }
    }

    @Override
    public void onOpen(Connection connection) {
        // The first message counts, not the upgrade.
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        Slot slot = (Slot) connection.attachment();
        if (slot.pings != null) {
            slot.pings.message(connection, payload, text);
        } else if (!slot.ready) {
            slot.ready = true;
            ready(connection);
        }
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        if (why.kind() != Disconnect.Kind.CLOSED_BY_US) {
            done.completeExceptionally(new IllegalStateException(why.toString()));
        } else if (closeWhenReady && ++closed == total) {
            done.complete(List.of());
        } else if (closeWhenReady) {
            next();
        }
    }

    private void ready(Connection connection) {
        if (closeWhenReady) {
            connection.close(1000);
            return;
        }
        ready.add(connection);
        next();
        if (ready.size() == total) {
            done.complete(ready);
        }
    }

    private void next() {
        if (started < total) {
            started++;
            client.connect(loop, endpoint, null, this, new Slot());
        }
    }
}

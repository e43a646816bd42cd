package wse.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.engine.Connection;

/** A closed loop of pings: each connection sends the next one when the last is answered. Confined to the event loop. */
final class PingRun {

    private static final int LONGEST_PING = 256;

    private final Dialect dialect;
    private final CompletableFuture<Void> done;
    private final ByteBuf scratch = Unpooled.directBuffer(LONGEST_PING);
    private final int total;
    private int sent;
    private int answered;

    private PingRun(Dialect dialect, int total, CompletableFuture<Void> done) {
        this.dialect = dialect;
        this.total = total;
        this.done = done;
    }

    static void start(List<Connection> open, Dialect dialect, int total, CompletableFuture<Void> done) {
        PingRun run = new PingRun(dialect, total, done);
        for (Connection connection : open) {
            ((HandshakeRun.Slot) connection.attachment()).pings = run;
            run.send(connection);
        }
    }

    void message(Connection connection, ByteBuf payload, boolean text) {
        if (dialect.onMessage(payload, text).kind() != Meaning.Kind.PONG || dialect.pongId(payload) < 0) {
            return;
        }
        answered++;
        if (sent < total) {
            send(connection);
        } else if (answered == total) {
            scratch.release();
            done.complete(null);
        }
    }

    private void send(Connection connection) {
        scratch.clear();
        dialect.writePing(scratch, sent++);
        if (!connection.sendText(scratch.retain())) {
            done.completeExceptionally(new IllegalStateException("a connection was closed under the pings"));
        }
    }
}

package wse.autobahn;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.DeflateOffer;
import wse.engine.Disconnect;
import wse.engine.Disconnect.Kind;
import wse.engine.Endpoint;
import wse.engine.WebSocketClient;

/**
 * The client engine as an implementation to be tested by a fuzzing server: for each case, it opens a connection on
 * which it sends every message back. Several cases may run at a time, because many of them spend most of their time
 * waiting. Confined to one event loop, except for {@link #run}.
 */
final class Testee implements ConnectionListener {

    /** The longest message of the suite has 16 MiB. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final int RETRY_MILLIS = 50;

    private final WebSocketClient client;
    private final EventLoop loop;
    private final Endpoint endpoint;
    private final String agent;
    private final int together;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int cases;
    private int begun;
    private int running;

    /**
     * @param agent name for Autobahn's reports
     * @param together how many cases to run at a time; the fuzzing server has only one thread, so too many cases with
     *     time limits would delay each other
     */
    Testee(WebSocketClient client, int port, String agent, int together) {
        this.client = client;
        this.loop = client.loops().get(0);
        this.agent = agent;
        this.together = together;
        this.endpoint = Endpoint.of(new InetSocketAddress("127.0.0.1", port), "127.0.0.1:" + port, "/", Map.of())
                .withMaxMessageBytes(MAX_MESSAGE_BYTES)
                .withCompression(DeflateOffer.of("permessage-deflate; client_max_window_bits"));
    }

    /** Runs all cases, and lets the server write its reports. The fuzzing server may still be starting. */
    CompletableFuture<Void> run() {
        loop.execute(() -> connect("/getCaseCount"));
        return done;
    }

    private void connect(String target) {
        client.connect(loop, endpoint.withRequest(target, Map.of()), null, this, target);
    }

    private static boolean isCase(Connection connection) {
        return connection.attachment().toString().startsWith("/runCase");
    }

    @Override
    public void onOpen(Connection connection) {
        // The server sends the first message.
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        if (!isCase(connection)) {
            cases = Integer.parseInt(payload.toString(java.nio.charset.StandardCharsets.US_ASCII));
        } else if (text) {
            connection.sendText(payload.retain());
        } else {
            connection.sendBinary(payload.retain());
        }
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        String target = connection.attachment().toString();
        if (why.kind() == Kind.REFUSED) {
            loop.schedule(() -> connect(target), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } else if (target.startsWith("/updateReports")) {
            done.complete(null);
        } else {
            running -= isCase(connection) ? 1 : 0;
            runMore();
        }
    }

    private void runMore() {
        while (running < together && begun < cases) {
            begun++;
            running++;
            connect("/runCase?case=" + begun + "&agent=" + agent);
        }
        if (running == 0) {
            connect("/updateReports?agent=" + agent);
        }
    }
}

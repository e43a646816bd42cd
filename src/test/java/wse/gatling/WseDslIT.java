package wse.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.gatling.TrickServer.Trick;
import wse.simulations.WseDslShowcaseSimulation;

/** Tests the extension in real Gatling runs: every verb, and the name of every failure in Gatling's report. */
class WseDslIT {

    private final Map<String, TrickServer> servers = new LinkedHashMap<>();
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final CountDownLatch echoesEnded = new CountDownLatch(2);

    @TempDir
    Path results;

    @AfterEach
    void stopServers() throws IOException {
        for (TrickServer server : servers.values()) {
            server.close();
        }
    }

    private void server(String name, Trick trick) throws IOException {
        TrickServer server = new TrickServer(trick);
        servers.put(name, server);
        ports.put(name, String.valueOf(server.port()));
    }

    @Test
    void shouldCarryOutEveryVerb() throws Exception {
        GatlingProcess.Result result = GatlingProcess.run(WseDslShowcaseSimulation.class, Map.of(), results);

        assertThat(result.exitCode()).as(result.output()).isZero();
        // Ten users with 15 answered requests each, and the plan's two connects.
        assertThat(result.output().replaceAll(" +", " ")).contains("> Global | 152 | 152 | 0");
    }

    @Test
    void shouldNameEveryFailureInGatlingsReport() throws Exception {
        startConnectTricks();
        startEchoTricks();

        GatlingProcess.Result result = GatlingProcess.run(WseDslSimulation.class, ports, results);

        String report = result.output().replaceAll(" +", " ");
        assertThat(report)
                .contains("> CONNECT_REFUSED 1 (")
                .contains("> HANDSHAKE_REJECTED_403 1 (")
                // The connects. The steps after a failed connect name it as their cause.
                .contains("> READY_TIMEOUT 3 (")
                .contains("> READY_TIMEOUT (not sent, because the connect failed) 4 (")
                .contains("> CLOSED_BY_SERVER_1013 1 (")
                .contains("> AUTH_REJECTED 1 (")
                .contains("> PROTOCOL_ERROR 1 (")
                .contains("> PONG_TIMEOUT 1 (")
                .contains("> CLOSED_BY_SERVER_4000 2 (")
                // For the dropped connect, the ping, and the plan's sample.
                .contains("> RESET 3 (")
                .contains("> REPLY_TIMEOUT 1 (")
                .contains("> substring(right).find.exists, found nothing 1 (")
                .contains("> no server 1 (")
                .contains("> NOT_CONNECTED (a connection of this name must be open; put wse(")
                .contains("> STEP_CRASHED (a connection of this name must not be open already")
                .contains("> STEP_CRASHED (No attribute named 'missing' is defined)")
                .contains("> STEP_CRASHED (j.l.IllegalStateException: no words)")
                .contains("> INTERNAL_ERROR 1 (");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(echoesEnded.await(5, TimeUnit.SECONDS))
                .as("both connections of the user have ended, the one it closed and the one it left open")
                .isTrue();
    }

    private void startConnectTricks() throws IOException {
        ports.put("connect.refused", String.valueOf(TrickServer.closedPort()));
        server("connect.forbidden", peer -> {
            peer.readRequest();
            peer.answer("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
        });
        server("connect.silent", TrickServer.Peer::stayMute);
        server("connect.not-http", peer -> {
            peer.readRequest();
            peer.answer("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        });
        server("connect.hung-up", TrickServer.Peer::readRequest);
        server("connect.never-ready", peer -> peer.upgrade().stayMute());
        server("connect.closing", peer -> peer.upgrade().sendClose(1013));
        server("connect.unauthorised", peer -> {
            peer.upgrade().sendText("{\"c\":\"WSE\",\"t\":\"error\",\"p\":{\"code\":\"AUTH_REQUIRED\"}}");
            peer.sendClose(4401);
        });
    }

    private void startEchoTricks() throws IOException {
        server("mute", peer -> peer.upgrade().stayMute());
        server("greeting", peer -> {
            peer.upgrade().sendText("welcome");
            peer.stayMute();
        });
        server("closing", peer -> {
            peer.upgrade().readText();
            peer.sendClose(4000);
        });
        server("resetting", peer -> {
            peer.upgrade().readText();
            peer.reset();
        });
        server("echo", peer -> {
            try {
                peer.upgrade().echo();
            } finally {
                echoesEnded.countDown();
            }
        });
    }
}

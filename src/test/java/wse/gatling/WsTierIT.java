package wse.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.MessageForm;
import wse.gatling.TrickServer.Trick;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** Tiers that Gatling's own DSL drives: what is counted, how it is named, and what appears in Gatling's report. */
class WsTierIT {

    private static final int CONNECTIONS = 3;

    private final Map<String, String> tiers = new LinkedHashMap<>();
    private final Map<String, AutoCloseable> servers = new LinkedHashMap<>();

    @TempDir
    Path results;

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable server : servers.values()) {
            server.close();
        }
    }

    private void tier(String name, String dialect, String plan, Trick trick) throws IOException {
        TrickServer server = new TrickServer(trick);
        servers.put(name, server);
        tiers.put(name, server.port() + "/" + dialect + "/" + plan);
    }

    private GatlingProcess.Result run(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> properties = new LinkedHashMap<>(more);
        properties.put(
                "tiers",
                tiers.entrySet().stream()
                        .map(tier -> tier.getKey() + "/" + tier.getValue())
                        .collect(Collectors.joining(",")));
        properties.put("tiers.connections", String.valueOf(CONNECTIONS));
        properties.put("tiers.timeoutMillis", "1500");
        return GatlingProcess.run(WsTierSimulation.class, properties, results);
    }

    /** @param first what happens to the first of the connections */
    private void tierOfTwoKinds(String name, Trick first) throws IOException {
        AtomicInteger number = new AtomicInteger();
        tier(name, "echo", "hold", peer -> {
            if (number.getAndIncrement() == 0) {
                first.play(peer);
            } else {
                peer.upgrade().echo();
            }
        });
    }

    private static String measured(GatlingProcess.Result result, String tier) {
        assertThat(result.lines(WsTierSimulation.MEASURED + tier + " "))
                .as(result.output())
                .hasSize(1);
        return result.lines(WsTierSimulation.MEASURED + tier + " ").get(0);
    }

    @Test
    void shouldNameEachFailureOfAConnectAndOfAPing() throws Exception {
        tiersWhoseConnectsFail();
        tiersWhosePingsFail();

        GatlingProcess.Result result = run(Map.of("gatling.http.requestTimeout", "1500"));

        assertConnectsFailed(result);
        assertPingsFailed(result);
    }

    private void tiersWhoseConnectsFail() throws IOException {
        tiers.put("refused", TrickServer.closedPort() + "/wse/storm");
        tier("forbidden", "wse", "storm", peer -> {
            peer.readRequest();
            peer.answer("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
        });
        tier("silent", "wse", "storm", TrickServer.Peer::stayMute);
        tier("not-http", "wse", "storm", peer -> {
            peer.readRequest();
            peer.answer("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        });
        tier("hung-up", "wse", "storm", TrickServer.Peer::readRequest);
        tier("never-ready", "wse", "storm", peer -> peer.upgrade().echo());
        tier("closing", "wse", "storm", peer -> peer.upgrade().sendClose(1013));
        tier("closing-dumb", "wse", "storm", peer -> peer.upgrade().sendCloseWithoutCode());
        tier("dropping", "wse", "storm", TrickServer.Peer::upgrade);
        tier("resetting", "wse", "storm", peer -> peer.upgrade().reset());
        tier("unauthorised", "wse", "storm", peer -> {
            peer.upgrade().sendText("WSE{\"t\":\"error\",\"p\":{\"code\":\"AUTH_FAILED\"}}");
            peer.sendCloseWithoutCode();
        });
    }

    private static void assertConnectsFailed(GatlingProcess.Result result) {
        assertOutcome(result, "refused", "CONNECT_REFUSED");
        assertOutcome(result, "forbidden", "HANDSHAKE_REJECTED_403");
        assertOutcome(result, "silent", "READY_TIMEOUT");
        assertOutcome(result, "not-http", "PROTOCOL_ERROR");
        assertOutcome(result, "hung-up", "RESET");
        assertOutcome(result, "never-ready", "READY_TIMEOUT");
        assertOutcome(result, "closing", "CLOSED_BY_SERVER_1013");
        assertOutcome(result, "closing-dumb", "CLOSED_BY_SERVER_1005");
        assertOutcome(result, "dropping", "RESET");
        assertOutcome(result, "resetting", "RESET");
        assertOutcome(result, "unauthorised", "AUTH_REJECTED");
    }

    /** Two of the three connections are turned away after the upgrade, at different times. */
    @Test
    void shouldCountConnectionsThatAreAcceptedAndThenClosedAsFailures() throws Exception {
        tierThatKeepsOne("before-the-ping", "echo", peer -> peer.upgrade().sendClose(1013));
        tierThatKeepsOne("at-the-ping", "echo", peer -> {
            peer.upgrade().readText();
            peer.sendClose(1013);
        });
        tierThatKeepsOne("after-the-ping", "echo", peer -> {
            peer.upgrade().sendText(peer.readText());
            peer.sendClose(1013);
        });
        tierThatKeepsOne("reset", "echo", peer -> {
            peer.upgrade().readText();
            peer.reset();
        });
        tierThatKeepsOne("mute", "echo", peer -> peer.upgrade().stayMute());
        tierThatKeepsOne("without-pings", "bare", peer -> peer.upgrade().sendClose(1013));

        GatlingProcess.Result result = run(Map.of("gatling.http.requestTimeout", "1500"));

        // Gatling does not report the code of a close frame that arrives while nothing is awaited.
        assertKept(result, "before-the-ping", "CLOSED_BY_SERVER(_1013)?");
        assertKept(result, "at-the-ping", "CLOSED_BY_SERVER_1013");
        assertKept(result, "after-the-ping", "CLOSED_BY_SERVER");
        assertKept(result, "reset", "RESET");
        assertKept(result, "mute", "PONG_TIMEOUT");
        assertKept(result, "without-pings", "CLOSED_BY_SERVER");
        assertThat(result.output().replaceAll(" +", " ")).contains("> Global | 18 | 6 | 12");
    }

    private void tierThatKeepsOne(String name, String dialect, Trick turnAway) throws IOException {
        AtomicInteger number = new AtomicInteger();
        tier(name, dialect, "settle", peer -> {
            if (number.getAndIncrement() > 0) {
                turnAway.play(peer);
            } else {
                peer.upgrade().echo();
            }
        });
    }

    private static void assertKept(GatlingProcess.Result result, String tier, String outcome) {
        assertThat(measured(result, tier))
                .matches("outcomes=\\{OK=1, (" + outcome + "=2|CLOSED_BY_SERVER=1, CLOSED_BY_SERVER_1013=1)\\} .*")
                .contains(" connected=3 pings={} ", " service=none", " connect=3*");
    }

    private static void assertOutcome(GatlingProcess.Result result, String tier, String outcome) {
        assertThat(measured(result, tier))
                .startsWith("outcomes={" + outcome + "=" + CONNECTIONS + "} connected=0 pings={}");
        assertThat(result.lines("> " + outcome)).as("Gatling's table of errors").isNotEmpty();
    }

    private void tiersWhosePingsFail() throws IOException {
        tier("mute", "echo", "closed", peer -> peer.upgrade().stayMute());
        tier("closing-later", "echo", "closed", peer -> {
            peer.upgrade().sendText(peer.readText());
            peer.readText();
            peer.sendClose(4000);
        });
        tier("dropping-later", "echo", "closed", peer -> peer.upgrade().readText());
        tier("gone-before", "echo", "open", peer -> peer.upgrade().sendClose(1000));
    }

    /** A lost connection loses the pings that could not be sent any more. */
    private static void assertPingsFailed(GatlingProcess.Result result) {
        assertThat(measured(result, "mute"))
                .startsWith("outcomes={OK=3} connected=3 pings={PONG_TIMEOUT=12}")
                .contains(" messages=Messages[sent=12, confirmed=0,", " service=12*1499");
        assertThat(measured(result, "closing-later"))
                .startsWith("outcomes={CLOSED_BY_SERVER_4000=3} connected=3 pings={OK=3, CLOSED_BY_SERVER_4000=9}")
                .contains(" messages=Messages[sent=6, confirmed=3,", " service=6*");
        assertThat(measured(result, "dropping-later"))
                .startsWith("outcomes={RESET=3} connected=3 pings={RESET=12}")
                .contains(" messages=Messages[sent=3, confirmed=0,");
        // The close may cross the first ping. After that, nothing can be sent, and Gatling does not know the code.
        assertThat(measured(result, "gone-before")).containsPattern("pings=\\{CLOSED_BY_SERVER(_1000)?=\\d+");
        assertThat(result.lines("> PONG_TIMEOUT (Check ping timeout)")).isNotEmpty();
        assertThat(result.lines("> CLOSED_BY_SERVER_4000")).isNotEmpty();
    }

    @Test
    void shouldLogOneRollCallForEveryUserOfAHold() throws Exception {
        tierOfTwoKinds("never-up", peer -> {
            peer.readRequest();
            peer.answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
        });
        tierOfTwoKinds("lost", peer -> {
            peer.upgrade().readText();
            peer.sendClose(4000);
        });
        tierOfTwoKinds("lost-before-it-could-be-asked", peer -> {
            peer.upgrade();
            for (int i = 0; i < 4; i++) {
                peer.sendText(peer.readText());
            }
            peer.sendClose(4001);
        });

        GatlingProcess.Result result = run(Map.of("tiers.alive", "3/9"));

        assertThat(measured(result, "never-up"))
                .startsWith("outcomes={OK=2, HANDSHAKE_REJECTED_503=1} connected=2 pings={OK=10} alive=2");
        assertThat(measured(result, "lost"))
                .startsWith("outcomes={OK=2, CLOSED_BY_SERVER_4000=1} connected=3"
                        + " pings={OK=10, CLOSED_BY_SERVER_4000=4} alive=2");
        assertThat(measured(result, "lost-before-it-could-be-asked"))
                .startsWith("outcomes={OK=2, CLOSED_BY_SERVER=1} connected=3 pings={OK=14} alive=2");
        assertThat(result.output().replaceAll(" +", " "))
                // Each sum: the connects, the pings until one is lost, and the pings at the end of a hold.
                .contains("> Global | " + (9 + 29 + 9) + " | " + (6 + 28 + 6) + " | " + (3 + 1 + 3))
                .contains("> HANDSHAKE_REJECTED_503 1 (", "> CLOSED_BY_SERVER_4000 2 (");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** In two of the tiers, the login takes several messages, and the server requires answers to its own pings. */
    @Test
    void shouldCountEveryPingOfEveryPlanAndKeepRequestsOfNoDurationFromGatling() throws Exception {
        for (MessageForm form : MessageForm.values()) {
            ReferenceServer server = ReferenceServer.start(ServerOptions.defaults()
                    .withSpeech(ServerOptions.defaults().speech().withForm(form)));
            servers.put(form.version(), server);
            for (String plan : new String[] {"storm", "window", "closed", "open", "hold"}) {
                tiers.put(plan + "-" + form.version(), server.port() + "/wse/" + plan);
            }
        }
        tier("echo", "echo", "closed", peer -> peer.upgrade().echo());
        tier("login-text", "login-text", "hold", new LoginDialect(true)::serve);
        tier("login-binary", "login-binary", "hold", new LoginDialect(false)::serve);

        GatlingProcess.Result result = run(Map.of());

        for (MessageForm form : MessageForm.values()) {
            String version = "-" + form.version();
            assertThat(measured(result, "storm" + version))
                    .startsWith("outcomes={OK=3} connected=3 pings={} alive=null")
                    .contains("hellos=3", "service=none", " response=none", " connect=3*");
            assertThat(measured(result, "window" + version)).startsWith("outcomes={OK=3}");
            assertThat(measured(result, "closed" + version))
                    .startsWith("outcomes={OK=3} connected=3 pings={OK=12}")
                    .contains(" service=12*", " response=none");
            assertThat(measured(result, "open" + version))
                    .startsWith("outcomes={OK=3} connected=3 pings={OK=60}")
                    .contains(" service=60*", " response=60*");
            assertThat(measured(result, "hold" + version))
                    .startsWith("outcomes={OK=3} connected=3 pings={OK=15} alive=3");
        }
        assertThat(measured(result, "echo")).startsWith("outcomes={OK=3} connected=3 pings={OK=12}");
        for (String login : new String[] {"login-text", "login-binary"}) {
            assertThat(measured(result, login)).startsWith("outcomes={OK=3} connected=3 pings={OK=15} alive=3");
        }
        // One record per connect, with or without a ready message, and one per ping.
        int connects = (2 * 5 + 3) * CONNECTIONS;
        int pings = 2 * (12 + 60 + 15) + 12 + 2 * 15;
        assertThat(result.output().replaceAll(" +", " "))
                .contains("> Global | " + (connects + pings) + " | " + (connects + pings) + " | 0");
        assertThat(result.exitCode()).isZero();
    }
}

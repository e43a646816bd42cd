package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.measure.LiveFigures;
import wse.run.progress.LiveView.Phase;
import wse.run.progress.ProgressListener;
import wse.run.tiers.Tier;

@Timeout(60)
class RunWatchTest {

    private static final Tier STORM = LiveRuns.tier(100, false);
    private static final Tier NEXT = LiveRuns.tier(200, false);

    private final LiveMetrics metrics = new LiveMetrics(LiveRuns.RUN);
    private final List<String> live = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** Carries out one step between two readings. */
    private RunWatch watch(int port, Runnable... steps) {
        Deque<Runnable> left = new ArrayDeque<>(List.of(steps));
        return new RunWatch(
                new RemoteRun("127.0.0.1:" + port),
                live::add,
                said::add,
                () -> left.removeFirst().run());
    }

    private void show(ProgressListener.Follower follower, Phase phase, LiveFigures figures) {
        follower.show(LiveRuns.moment(phase, figures), figures);
    }

    @Test
    void shouldShowTheLiveLineUntilTheRunEnds() throws Exception {
        LiveEndpoint endpoint = LiveEndpoint.open(metrics, "127.0.0.1", 0);

        watch(
                        endpoint.port(),
                        () -> show(metrics.begin(STORM), Phase.UP, LiveRuns.figures(80, 5, 15)),
                        () -> {
                            metrics.ended(STORM, LiveRuns.result(STORM, LiveRuns.outcomes(80, 20)));
                            show(metrics.begin(NEXT), Phase.CONNECTING, LiveRuns.figures(60, 0, 0));
                        },
                        endpoint::close)
                .untilItEnds();

        assertThat(live)
                .containsExactly(
                        "[wse] connection-storm: no tier at the moment",
                        "[wse] storm 100:           80 up, 15 RESET, 5 CONNECT_REFUSED, memory 8.00 GB (+1.50), 0:12 left",
                        "[wse] storm 200:           60 of 200 connected, 0/s, 0 failed, memory 8.00 GB (+1.50), 0:12 left");
        assertThat(said)
                .containsExactly(
                        live.get(1),
                        "[wse] the run has ended: its port is closed; at the last reading, 1 tier was complete: 1 VALID");
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> watch(port).untilItEnds())
                .isInstanceOf(RemoteRun.Unreadable.class)
                .hasMessageStartingWith("no run answers at 127.0.0.1:" + port + ": ");
    }

    @Test
    void shouldTellAnotherServerFromARun() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        other.createContext("/metrics", exchange -> {
            byte[] page = "up 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            assertThatThrownBy(() -> watch(other.getAddress().getPort()).untilItEnds())
                    .hasMessageContaining("is not a run of wse-stress")
                    .hasMessageContaining("wse_stress_run_info");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void shouldGiveUpWhenARunNoLongerAnswersButIsStillThere() throws IOException {
        HttpServer run = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        Deque<Integer> statuses = new ArrayDeque<>(List.of(200, 503, 200, 503, 503, 503));
        run.createContext("/metrics", exchange -> {
            byte[] page = "wse_stress_run_info{run=\"a\",test=\"b\"} 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(statuses.removeFirst(), page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        run.start();
        Runnable nothing = () -> {};
        try {
            assertThatThrownBy(() -> watch(run.getAddress().getPort(), nothing, nothing, nothing, nothing, nothing)
                            .untilItEnds())
                    .hasMessageContaining("HTTP status 503");
            assertThat(live).hasSize(2);
            assertThat(statuses).isEmpty();
        } finally {
            run.stop(0);
        }
    }
}

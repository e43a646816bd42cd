package wse.run.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.child.ClassArchive;
import wse.config.Config;
import wse.config.TestKind;
import wse.load.SoFar;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.ProcessLoad;
import wse.measure.Reason;
import wse.measure.TestFigures;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.run.progress.Narrator;
import wse.run.target.Target;
import wse.run.tiers.Tier;

@Timeout(60)
class TierWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Tier STORM =
            new Tier("storm 20", new StormPlan(new Ramp(20, 0, 0, SECOND, SECOND)), new TierShape.Storm(20), false);

    private final ScheduledExecutorService thread = Threads.newWatchThread();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer counters;

    /** Serves counters once, and never answers again. */
    @BeforeEach
    void serveCounters() throws IOException {
        counters = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        counters.createContext("/", exchange -> {
            if (requests.incrementAndGet() == 1) {
                byte[] page = "wse_connections 0\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            }
        });
        counters.start();
    }

    @AfterEach
    void close() {
        counters.stop(0);
        thread.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void shouldKeepTheMeasurementsOfATierWhoseServerNoLongerAnswers() {
        TierWatch watch = new TierWatch(
                STORM, target(), thread, (kind, interval) -> {}, Narrator.onStandardOutput(Optional.empty()));
        watch.begin(loops, TierProgress.of(TierWatchTest::soFar)).join();

        assertThat(watch.awaited()).isEqualTo("the outcome of 13 of 20 connections");
        TierResult result =
                watch.cutShort("nothing happens").orElseThrow().await().orElseThrow();

        assertThat(requests).hasValueGreaterThan(1);
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.reasons()).containsExactly(new Reason(Reason.Cause.ENDED_EARLY, "nothing happens"));
        assertThat(result.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 7L, Outcome.ABORTED, 13L));
        assertThat(result.series().intervals())
                .isNotEmpty()
                .allSatisfy(interval -> assertThat(interval.client().rssBytes()).isPositive())
                .allSatisfy(interval -> assertThat(interval.server()).isEqualTo(ProcessLoad.UNKNOWN));
    }

    private Target target() {
        Map<String, String> settings = Map.of(
                "wse.host",
                "127.0.0.1",
                "wse.metrics",
                "http://127.0.0.1:" + counters.getAddress().getPort());
        return Target.up(
                Config.from(TestKind.CONNECTION_STORM, settings, Map.of()),
                Duration.ZERO,
                1,
                ClassArchive.NONE,
                List.of());
    }

    private static SoFar soFar() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 7);
        return new SoFar(outcomes, new OutcomeCounts(), 0, Optional.empty(), TestFigures.none());
    }
}

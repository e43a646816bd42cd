package wse.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import wse.Quiet;
import wse.measure.ClientUsage;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Reason;
import wse.measure.Verdict;

@Quiet
class ClientWatchTest {

    private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventExecutor loop = loops.next();

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static long spin(long nanos) {
        long end = System.nanoTime() + nanos;
        long turns = 0;
        while (System.nanoTime() < end) {
            turns++;
        }
        return turns;
    }

    /** Waits until the loop has run this many due tasks: it waits for an event, not for a fixed time. */
    private static void awaitProbes(EventExecutor loop, int count) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(count);
        var task = loop.scheduleAtFixedRate(ran::countDown, 0, LoopProbe.PERIOD_NANOS, TimeUnit.NANOSECONDS);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        task.cancel(false);
    }

    @Test
    void shouldSeeEveryTaskThatABlockedLoopRanLate() throws Exception {
        ClientWatch watch = ClientWatch.start(loops);
        loop.submit(() -> spin(BLOCKED_NANOS)).get(10, TimeUnit.SECONDS);
        awaitProbes(loop, 3);

        Histogram lag = watch.stop().lagMicros();

        assertThat(lag.getMaxValue()).isBetween(280_000L, 3_000_000L);
        assertThat(lag.getCountBetweenValues(100_000, 3_000_000)).isGreaterThanOrEqualTo(15);
    }

    @Test
    void shouldCountWhatIsStillDueOnALoopThatIsStuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ClientWatch watch = ClientWatch.start(loops);
        awaitProbes(loop, 1);
        loop.execute(() -> {
            stuck.countDown();
            awaitUninterruptibly(release);
        });
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
        spin(BLOCKED_NANOS);

        Histogram lag = watch.stop().lagMicros();
        release.countDown();

        assertThat(lag.getMaxValue()).isGreaterThanOrEqualTo(280_000);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldSeeALoopThatIsSaturated() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch longEnough = new CountDownLatch(1);
        AtomicBoolean watched = new AtomicBoolean();
        loop.execute(() -> awaitUninterruptibly(asked));
        ClientWatch watch = ClientWatch.start(loops);
        loop.execute(() -> {
            spin(BLOCKED_NANOS);
            longEnough.countDown();
            while (!watched.get()) {
                Thread.onSpinWait();
            }
        });
        // Watch and load begin in one task of the loop, so that delays of this thread do not count as idle time.
        asked.countDown();
        assertThat(longEnough.await(10, TimeUnit.SECONDS)).isTrue();

        ClientReading reading = watch.stop();
        watched.set(true);

        LoopReading busy = reading.loops().get(0);
        if (OS.LINUX.isCurrentOs()) {
            assertThat(busy.waits()).isPresent();
        }
        double waited = busy.waits().map(CoreWaits::percent).orElse(0.0);
        // Neither includes time that a hypervisor gives to other guests.
        assertThat(busy.cpuPercent() + waited).isBetween(60.0, 105.0);
        assertThat(reading.cpuSeconds()).isGreaterThan(0.05);
        assertThat(Judge.judge(reading, Map.of()).verdict()).isEqualTo(Verdict.SUSPECT);
    }

    @Test
    void shouldNotSuspectAnIdleLoop() throws Exception {
        Histogram slow = LatencyRecorder.newHistogram();
        slow.recordValueWithCount(Duration.ofSeconds(2).toNanos() / 1_000, 100);
        ClientWatch watch = ClientWatch.start(loops);
        Thread server = new Thread(() -> spin(BLOCKED_NANOS), "busy-server");
        server.start();
        awaitProbes(loop, 20);
        server.join();

        ClientReading reading = watch.stop();

        assertThat(reading.lagMicros().getTotalCount()).isGreaterThanOrEqualTo(15);
        // The compiler's threads and the spinning one may fill both cores of a small machine, which is another finding.
        assertThat(Judge.judge(reading, Map.of(LatencyKind.SERVICE, slow)).reasons())
                .allSatisfy(reason -> assertThat(reason.cause()).isEqualTo(Reason.Cause.PROCESS_SATURATED));
    }

    @Test
    void shouldSeeCollections() throws Exception {
        ClientWatch watch = ClientWatch.start(loops);
        System.gc();

        ClientReading reading = watch.stop();

        assertThat(reading.gcPauseMsMax()).isPositive();
        assertThat(reading.gcPauseMsTotal()).isGreaterThanOrEqualTo(reading.gcPauseMsMax());
    }

    @Test
    void shouldNotCountEarlierCollections() {
        System.gc();
        spin(TimeUnit.MILLISECONDS.toNanos(5));

        ClientReading reading = ClientWatch.start(loops).stop();

        assertThat(reading.gcPauseMsTotal()).isZero();
    }

    @Test
    void shouldReportTheUsageInTheUnitsOfTheResults() {
        Histogram slip = LatencyRecorder.newHistogram();
        slip.recordValueWithCount(2_000, 100);
        ClientUsage usage = ClientWatch.start(loops).stop().withSlip(slip).usage();

        assertThat(usage.processes()).isEqualTo(1);
        assertThat(usage.rssBytes()).isBetween(10_000_000L, 64_000_000_000L);
        assertThat(usage.heapBytes()).isBetween(100_000L, usage.rssBytes() * 10);
        assertThat(usage.slipMsP99()).isBetween(1.99, 2.01);
    }

    @Test
    void shouldWatchALoopThatIsShutDown() throws Exception {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();

        ClientReading reading = ClientWatch.start(loops).stop();

        assertThat(reading.lagMicros().getTotalCount()).isZero();
    }
}

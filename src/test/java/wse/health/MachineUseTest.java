package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.health.Scheduler.CoreTime;

@Quiet
class MachineUseTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Fields of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static CoreTime core(long user, long idle, long ioWait, long stolen) {
        return CoreTime.of(("cpu0 " + user + " 0 0 " + idle + " " + ioWait + " 0 0 " + stolen + " 0 0").split(" "));
    }

    @Test
    void shouldDeriveBusyTimeFromIdleTimeInsteadOfSamples() {
        CoreTime before = core(700, 300, 0, 0);
        CoreTime after = core(702, 382, 0, 0);

        assertThat(after.busySince(before, SECOND))
                .as("2 of 84 ticks by samples")
                .isCloseTo(0.18, within(1e-9));
    }

    @Test
    void shouldCountNeitherWaitingForTheDiskNorStolenTimeAsBusy() {
        CoreTime before = core(700, 300, 10, 5);
        CoreTime after = core(720, 340, 25, 25);

        assertThat(after.busySince(before, SECOND)).isCloseTo(0.25, within(1e-9));
        assertThat(after.stolenSince(before, SECOND)).isCloseTo(0.20, within(1e-9));
    }

    /** The two clocks differ by up to a tick. */
    @Test
    void shouldNeverBeNegative() {
        assertThat(core(0, 101, 0, 0).busySince(core(0, 0, 0, 0), SECOND)).isZero();
        assertThat(core(0, 0, 0, 101).stolenSince(core(0, 0, 0, 0), SECOND)).isEqualTo(1);
    }

    @Test
    void shouldAverageOverTheCoresThatAreInBothReadings() {
        Map<Integer, CoreTime> before = Map.of(0, core(0, 0, 0, 0), 1, core(0, 0, 0, 0), 2, core(0, 0, 0, 0));
        Map<Integer, CoreTime> after = Map.of(0, core(40, 60, 0, 0), 1, core(0, 100, 0, 0), 3, core(100, 1, 0, 0));

        assertThat(MachineUse.percent(before, after, SECOND)).isCloseTo(20, within(1e-6));
    }

    /** As in sandboxes that do not tell how the cores are used. */
    @Test
    void shouldNotGuessWithoutClocks() {
        Map<Integer, CoreTime> zeros = Map.of(0, core(0, 0, 0, 0));

        assertThat(MachineUse.percent(zeros, zeros, SECOND)).isNull();
    }

    @Test
    void shouldNotJudgeAPeriodThatIsTooShortForTicks() {
        MachineUse start = MachineUse.now();

        assertThat(start.percentSince(start)).isNull();
    }

    /**
     * A timer wakes the thread again and again for less than a tick of the kernel's clock, which is the load that samples do
     * not see. The whole machine is at least as busy as this process, whatever other programs do.
     */
    @Test
    void shouldSeeShortBurstsOfWork() throws Exception {
        CountDownLatch bursts = new CountDownLatch(250);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            MachineUse start = MachineUse.now();
            long startCpu = ProcessUse.ownCpuNanos();
            long startNanos = System.nanoTime();
            timer.scheduleAtFixedRate(() -> burst(bursts), 4, 4, TimeUnit.MILLISECONDS);
            assertThat(bursts.await(60, TimeUnit.SECONDS)).isTrue();
            Double machine = MachineUse.now().percentSince(start);
            double cores = (double) (ProcessUse.ownCpuNanos() - startCpu) / (System.nanoTime() - startNanos);

            double own = 100 * cores / Runtime.getRuntime().availableProcessors();
            assertThat(own).as("the load of this process").isGreaterThan(5);
            assertThat(machine).isBetween(own - 2, 100.0);
        } finally {
            timer.shutdownNow();
        }
    }

    private static void burst(CountDownLatch bursts) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(1_500);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        bursts.countDown();
    }
}

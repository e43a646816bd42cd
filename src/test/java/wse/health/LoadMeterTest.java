package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.measure.ProcessLoad;

class LoadMeterTest {

    private static final Duration WORK = Duration.ofMillis(300);

    @Test
    void shouldMeasureThisProcessAndTheSameOneFromOutside() {
        LoadMeter own = LoadMeter.ofThisProcess();
        LoadMeter other = LoadMeter.of(List.of(ProcessHandle.current().pid()));

        useTheProcessor();

        ProcessLoad inside = own.next();
        ProcessLoad outside = other.next();
        assertThat(inside.cpuSeconds()).isGreaterThan(0.25);
        assertThat(outside.cpuSeconds()).isCloseTo(inside.cpuSeconds(), within(0.5));
        assertThat(outside.rssBytes()).isGreaterThan(10L << 20);
        assertThat(inside.rssBytes()).isGreaterThan(10L << 20);
    }

    private static void useTheProcessor() {
        long until = ProcessUse.ownCpuNanos() + WORK.toNanos();
        while (ProcessUse.ownCpuNanos() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldNotKnowTheUseOfAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("java", "-version").start();
        process.waitFor();

        assertThat(LoadMeter.of(List.of(process.pid())).next()).isEqualTo(ProcessLoad.UNKNOWN);
        assertThat(LoadMeter.of(List.of()).next()).isEqualTo(ProcessLoad.UNKNOWN);
    }

    @Test
    void shouldReadALineOfTheKernel() {
        String fields = " 1 2 3 0 -1 4194560 5 6 7 8 100 100 9 10 20 0 30 0 40 50 256 18446744073709551615 0";
        String line = "4711 (a ) Z (b) S" + fields;

        assertThat(ProcessTotal.parse(line)).isEqualTo(Optional.of(new ProcessTotal(2, 256 * ProcessUse.pageBytes())));
        assertThat(ProcessTotal.parse(line.replace("(b) S", "(b) Z"))).isEmpty();
    }
}

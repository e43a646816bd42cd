package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wse.Cores;
import wse.Quiet;
import wse.machine.ProcFs;

@Quiet
@EnabledOnOs(OS.LINUX)
class CoreWatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void shouldDistinguishUnrelatedProgramsFromTheServerAndThisProcess() {
        List<Integer> all = ProcFs.allowedCores(ProcFs.currentThread().orElseThrow());
        assumeThat(all.size())
                .as("this test binds a process to core 0")
                .isEqualTo(Scheduler.coreTimes().size());
        Process spinner = Cores.spinner(0);
        try {
            CoreWatch ofAnUnrelatedProgram = CoreWatch.beside(List.of());
            CoreWatch ofTheServer = CoreWatch.beside(List.of(spinner.pid()));
            useACoreFor(SECOND);
            CoreUse unrelated = ofAnUnrelatedProgram.stop().of(all).orElseThrow();
            CoreUse others = ofTheServer.stop().of(all).orElseThrow();

            // Even on a busy machine, the spinning process gets this much of a core within a second.
            double little = 10.0 / all.size();
            assertThat(unrelated.unrelatedPercent()).isBetween(little, 100.0);
            assertThat(others.unrelatedPercent()).isBetween(0.0, unrelated.unrelatedPercent() - little);
            assertThat(unrelated.idlePercent()).isBetween(0.0, 100 - little);
        } finally {
            spinner.destroyForcibly();
        }
    }

    /** As with a client that has a core of its own: it takes nothing from the server, however busy it is. */
    @Test
    void shouldIgnoreProgramsOnCoresThatTheServerMayNotUse() {
        assumeThat(Scheduler.coreTimes().size())
                .as("this test binds processes to cores 0 and 1")
                .isGreaterThan(1);
        Process server = Cores.spinner(0);
        Process client = Cores.spinner(1);
        try {
            CoreWatch watch = CoreWatch.of(List.of(server.pid()));
            useACoreFor(SECOND);
            CoreWatch.Spent spent = watch.stop();
            double upperBound = spent.of(List.of(0)).orElseThrow().unrelatedPercent();
            double onItsCore = spent.ofMembers(List.of(0)).orElseThrow().unrelatedPercent();

            assertThat(onItsCore).isBetween(0.0, upperBound - 10);
        } finally {
            server.destroyForcibly();
            client.destroyForcibly();
        }
    }

    /** Uses up the core on which this thread runs, whichever that is. */
    private static void useACoreFor(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldReportNothingAboutAServerThatHasEnded() throws Exception {
        Process server = Cores.spinner(0);
        CoreWatch watch = CoreWatch.beside(List.of(server.pid()));
        server.destroyForcibly().waitFor();

        assertThat(watch.stop().of(List.of(0))).isEmpty();
    }

    @Test
    void shouldReportNothingThatItCannotSee() {
        assertThat(CoreWatch.blind().stop().of(List.of(0))).isEmpty();
        assertThat(CoreWatch.beside(List.of()).stop().of(List.of())).isEmpty();
        assertThat(CoreWatch.beside(List.of()).stop().of(List.of(1_000_000))).isEmpty();
    }

    @Test
    void shouldKnowTheCoresThatAThreadMayRunOn() {
        assertThat(Scheduler.coreTimes().keySet())
                .containsAll(ProcFs.allowedCores(ProcFs.currentThread().orElseThrow()));
        assertThat(ProcFs.allowedCores(ProcFs.currentThread().orElseThrow())).isNotEmpty();
        assertThat(ProcFs.allowedCores("self/task/0")).isEmpty();
    }
}

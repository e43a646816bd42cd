package wse.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.health.MachineMemory;
import wse.measure.TierShape;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.preflight.PortRoom;
import wse.run.tiers.Tier;
import wse.run.watch.Threads;

class PortWaitTest {

    private static final Tier TIER = new Tier(
            "storm 100",
            new StormPlan(new Ramp(100, 0, 0, Duration.ofSeconds(1), Duration.ofSeconds(1))),
            new TierShape.Storm(100),
            false);

    private final ScheduledExecutorService thread = Threads.newWatchThread();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    /**
     * The lines that are printed until the tier may begin, if the machine's ports are found like this, one after
     * another.
     */
    private List<String> told(PortRoom... looks) throws Exception {
        Queue<PortRoom> next = new ArrayDeque<>(List.of(looks));
        List<String> lines = told(() -> Optional.ofNullable(next.poll()));
        assertThat(next).isEmpty();
        return lines;
    }

    private List<String> told(Supplier<Optional<PortRoom>> look) throws Exception {
        Narrator narrator =
                new Narrator(new PrintStream(out, true, StandardCharsets.UTF_8), false, null, MachineMemory.now());
        new PortWait(look, 1, thread).before(TIER, narrator).get(10, TimeUnit.SECONDS);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldWaitUntilEnoughPortsAreFree() throws Exception {
        assertThat(told(new PortRoom(40, 960, false), new PortRoom(90, 910, false), new PortRoom(1_000, 0, false)))
                .containsExactly(
                        "[wse] storm 100:           waiting up to a minute for local ports: 40 are free, and 960 are still in"
                                + " TIME_WAIT after earlier connections",
                        "[wse] storm 100:           no longer waiting for local ports");
    }

    @Test
    void shouldBeginAtOnceAndSayNothingIfEnoughPortsAreFree() throws Exception {
        assertThat(told(new PortRoom(200, 960, false))).isEmpty();
    }

    @Test
    void shouldNotWaitForPortsThatTheKernelReuses() throws Exception {
        assertThat(told(new PortRoom(40, 960, true))).isEmpty();
    }

    @Test
    void shouldBeginIfThePortsCannotBeCounted() throws Exception {
        assertThat(told(() -> {
                    throw new UncheckedIOException(new IOException("too many open files"));
                }))
                .singleElement()
                .asString()
                .contains("the machine's ports cannot be counted: ", "too many open files");
    }

    @Test
    void shouldNotWaitForPortsThatOthersHold() throws Exception {
        assertThat(told(new PortRoom(40, 0, false))).isEmpty();
    }
}

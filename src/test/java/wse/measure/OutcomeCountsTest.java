package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeCountsTest {

    private final OutcomeCounts counts = new OutcomeCounts();

    @Test
    void shouldCountByOutcomeWithOkFirst() {
        counts.count(Outcome.ABORTED);
        counts.count(Outcome.OK);
        counts.add(Outcome.closedByServer(4000), 3);
        counts.count(Outcome.closedByServer(4000));

        assertThat(counts.asMap())
                .containsExactly(
                        Map.entry(Outcome.OK, 1L),
                        Map.entry(Outcome.ABORTED, 1L),
                        Map.entry(Outcome.closedByServer(4000), 4L));
        assertThat(counts.total()).isEqualTo(6);
        assertThat(counts.of(Outcome.OK)).isEqualTo(1);
        assertThat(counts.of(Outcome.closedByServer(4000))).isEqualTo(4);
        assertThat(counts.of(Outcome.RESET)).isZero();
    }

    @Test
    void shouldNameThreeLostMembersAndCountFour() {
        counts.add(Outcome.OK, 9);
        counts.add(Outcome.RESET, 1);
        counts.add(Outcome.memberLost("worker-1"), 10);
        counts.add(Outcome.memberLost("worker-2"), 20);
        counts.add(Outcome.memberLost("worker-3"), 30);
        assertThat(counts.failures().keySet())
                .containsExactly("MEMBER_LOST_WORKER_1", "MEMBER_LOST_WORKER_2", "MEMBER_LOST_WORKER_3", "RESET");

        counts.add(Outcome.memberLost("worker-4"), 40);

        assertThat(counts.failures())
                .containsExactly(Map.entry("MEMBER_LOST (4 processes)", 100L), Map.entry("RESET", 1L));
        assertThat(counts.asMap()).hasSize(6);
    }

    @Test
    void shouldHaveNoRowForAnOutcomeThatNeverHappened() {
        counts.add(Outcome.OK, 0);
        counts.add(Outcome.RESET, 0);

        assertThat(counts.asMap()).isEmpty();
        assertThat(counts).isEqualTo(new OutcomeCounts());
    }

    @Test
    void shouldAddUpTheCountsOfSeveralEventLoops() {
        OutcomeCounts other = new OutcomeCounts();
        counts.add(Outcome.OK, 2);
        other.add(Outcome.OK, 3);
        other.count(Outcome.RESET);
        counts.add(other);

        assertThat(counts.asMap()).isEqualTo(Map.of(Outcome.OK, 5L, Outcome.RESET, 1L));
    }

    @Test
    void shouldKeepTheFirstDetailOfEachOutcomeThatHappened() {
        OutcomeDetail first = new OutcomeDetail("first", Optional.of(Duration.ofSeconds(3)));
        OutcomeCounts other = new OutcomeCounts();
        counts.count(Outcome.RESET);
        counts.explain(Outcome.RESET, OutcomeDetail.NONE);
        other.explain(Outcome.RESET, first);
        other.explain(Outcome.RESET, new OutcomeDetail("second"));
        other.explain(Outcome.ABORTED, new OutcomeDetail("never counted"));
        counts.add(other);

        assertThat(counts.detail(Outcome.RESET)).isEqualTo(first);
        assertThat(counts.detail(Outcome.IO_ERROR)).isEqualTo(OutcomeDetail.NONE);
        assertThat(counts.details()).isEqualTo(Map.of(Outcome.RESET, first));
    }

    /** Longs above 127 are not cached, so boxing would allocate at least 16 bytes each time. */
    @Test
    void shouldAllocateNothingWhileItCounts() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        count(100_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        count(100_000);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            counts.count(Outcome.OK);
            counts.count(Outcome.PONG_TIMEOUT);
        }
    }
}

package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerUsageTest {

    private static ServerUsage usage(Double cpuSeconds, Double waitSeconds, Double takenPercent) {
        return new ServerUsage(
                cpuSeconds,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                waitSeconds,
                takenPercent,
                null,
                List.of());
    }

    /** A virtual machine's threads do not notice that the hypervisor took their core, so they did not wait. */
    @Test
    void shouldLackCoresThatTheHypervisorTook() {
        assertThat(stolen(25.0).lackedCores()).isTrue();
        assertThat(stolen(10.0).lackedCores()).isFalse();
        assertThat(usage(3.0, 1.0, 50.0).lostToHypervisor()).isFalse();
    }

    private static ServerUsage stolen(double percent) {
        return new ServerUsage(3.0, null, null, null, null, null, null, null, null, null, 0.0, 0.0, percent, List.of());
    }

    @Test
    void shouldCompareTheWaitWithTheTimeInWhichACoreWasWanted() {
        assertThat(usage(3.0, 1.0, 50.0).coreWaitPercent()).isEqualTo(25);
        assertThat(usage(0.0, 0.02, 50.0).coreWaitPercent()).isEqualTo(100);
        assertThat(usage(0.0, 0.019, 50.0).coreWaitPercent())
                .as("too short to tell")
                .isNull();
        assertThat(usage(null, 1.0, 50.0).coreWaitPercent()).isNull();
        assertThat(usage(3.0, null, 50.0).coreWaitPercent()).isNull();
    }

    @Test
    void shouldLackCoresOnlyIfOthersUsedThem() {
        assertThat(usage(3.0, 1.0, 50.0).lackedCores()).isTrue();
        assertThat(usage(4.0, 1.0, 50.0).lackedCores()).as("hardly waited").isFalse();
        assertThat(usage(3.0, 1.0, 10.0).lackedCores()).as("waited for itself").isFalse();
        assertThat(usage(3.0, 1.0, null).lackedCores()).as("nobody knows").isFalse();
        assertThat(usage(3.0, null, 50.0).lackedCores()).as("nobody knows").isFalse();
    }
}

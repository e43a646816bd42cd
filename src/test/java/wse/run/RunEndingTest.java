package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import wse.deploy.Manifests;

class RunEndingTest {

    /** Time to write the reports. */
    private static final Duration REPORTS = Duration.ofSeconds(15);

    @Test
    void shouldHaveTimeToEndBeforeKubernetesKillsIt() {
        assertThat(Manifests.gracePeriod("Job"))
                .isGreaterThanOrEqualTo(RunEnding.longest(Manifests.agents()).plus(REPORTS));
    }
}

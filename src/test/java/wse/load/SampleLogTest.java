package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wse.measure.Outcome;
import wse.measure.RequestSamples;

class SampleLogTest {

    @Test
    void shouldKeepTheOrderOverManyChunks() {
        SampleLog log = new SampleLog("ping");
        for (int i = 0; i < 10_000; i++) {
            log.add(i * 1_000L, i * 3_000L, i % 2 == 0 ? Outcome.OK : Outcome.RESET);
        }
        RequestSamples samples = log.samples();

        assertThat(samples.size()).isEqualTo(10_000);
        assertThat(samples.durationMicros()[4_096]).isEqualTo(2 * 4_096);
        assertThat(samples.durationMicros()[9_999]).isEqualTo(2 * 9_999);
        assertThat(samples.outcomes()[4_096]).isEqualTo(Outcome.OK);
        assertThat(samples.outcomes()[9_999]).isEqualTo(Outcome.RESET);
        assertThat(log.leftOut()).isZero();
    }

    @Test
    void shouldChangeTheOutcomeOfARequest() {
        SampleLog log = new SampleLog("connect", 5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(log.add(0, i, Outcome.OK)).isEqualTo(i);
        }
        log.amend(4_096, Outcome.RESET);
        log.amend(SampleLog.LEFT_OUT, Outcome.RESET);

        assertThat(List.of(log.samples().outcomes()).indexOf(Outcome.RESET)).isEqualTo(4_096);
        assertThat(log.samples().outcomes()).filteredOn(Outcome.RESET::equals).hasSize(1);
    }

    @Test
    void shouldKeepFailuresWhenItIsFullOfSuccesses() {
        SampleLog log = new SampleLog("ping", 5_000);
        for (int i = 0; i < 5_000; i++) {
            log.add(0, i, Outcome.OK);
        }
        for (int i = 0; i < 6_000; i++) {
            log.add(0, i, Outcome.RESET);
        }

        assertThat(log.samples().outcomes()).filteredOn(Outcome.RESET::equals).hasSize(5_000);
        assertThat(log.leftOut()).isEqualTo(1_000);
    }

    @Test
    void shouldCountTheSamplesThatItDoesNotKeep() {
        SampleLog log = new SampleLog("ping", 5_000);
        for (int i = 0; i < 5_007; i++) {
            log.add(0, i, Outcome.OK);
        }

        assertThat(log.samples().size()).isEqualTo(5_000);
        assertThat(log.leftOut()).isEqualTo(7);
    }
}

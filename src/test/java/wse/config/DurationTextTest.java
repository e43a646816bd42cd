package wse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationTextTest {

    @Test
    void shouldShowDurationsAsTyped() {
        assertThat(DurationText.show(Duration.ofMillis(1_500))).isEqualTo("1500ms");
        assertThat(DurationText.show(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(DurationText.show(Duration.ofSeconds(120))).isEqualTo("2m");
        assertThat(DurationText.show(Duration.ofHours(24))).isEqualTo("24h");
    }
}

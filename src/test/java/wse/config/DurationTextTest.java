package wse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @Test
    void shouldShowDurationsAsTyped() {
        assertThat(DurationText.show(Duration.ofMillis(1_500))).isEqualTo("1500ms");
        assertThat(DurationText.show(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(DurationText.show(Duration.ofSeconds(120))).isEqualTo("2m");
        assertThat(DurationText.show(Duration.ofHours(24))).isEqualTo("24h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"800us", "1500us", "2ms", "50ms", "1s"})
    void shouldShowShortDurationsAsTheyAreRead(String text) {
        assertThat(DurationText.showShort(DurationText.parseShort(text))).isEqualTo(text);
    }

    @Test
    void shouldShowMicrosecondsOnlyWhereTheyAreNeeded() {
        assertThat(DurationText.showShort(DurationText.parseShort("2000us"))).isEqualTo("2ms");
        assertThat(DurationText.showShort(DurationText.parseShort("999us"))).isEqualTo("999us");
    }
}

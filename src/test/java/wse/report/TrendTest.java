package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {

    private static List<Trend.Point> points(double... values) {
        List<Trend.Point> points = new ArrayList<>();
        Arrays.stream(values).forEach(value -> points.add(new Trend.Point(100 * (points.size() + 1), value)));
        return points;
    }

    @ParameterizedTest
    @CsvSource({
        // A difference of ten percent of the larger value is noise.
        "100, 100, 90, FLAT",
        "100, 100, 89, FALLS",
        "90, 95, 100, FLAT",
        "89, 95, 100, RISES",
        "50, 100, 89, FALLS",
        "50, 100, 90, RISES",
        "100, 89, 100, VARIES",
        "100, 90, 100, FLAT"
    })
    void shouldTellAChangeFromNoise(double first, double second, double third, Trend.Direction direction) {
        assertThat(Trend.of(points(first, second, third)).orElseThrow().direction())
                .isEqualTo(direction);
    }

    @Test
    void shouldNotSeeATrendInASinglePoint() {
        assertThat(Trend.of(points(100))).isEmpty();
    }

    @Test
    void shouldOrderThePointsByConnections() {
        Trend trend = Trend.of(List.of(new Trend.Point(500, 10), new Trend.Point(100, 30), new Trend.Point(200, 20)))
                .orElseThrow();

        assertThat(trend.first().connections()).isEqualTo(100);
        assertThat(trend.last().connections()).isEqualTo(500);
        assertThat(trend.best().connections()).isEqualTo(100);
        assertThat(trend.worst().connections()).isEqualTo(500);
    }
}

package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5.21, 5.21",
        "982, 982",
        "999.4, 999",
        "999.5, 1.00K",
        "1321400, 1.32M",
        "37400000, 37.4M",
        "999499, 999K",
        "999500, 1.00M",
        "1440000000, 1.44G"
    })
    void shouldShowThreeDigitsAndASuffix(double value, String text) {
        assertThat(Units.big(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9999, '9,999'", "10000, 10.0K", "12345678, 12.3M"})
    void shouldKeepSmallCountsExact(long count, String text) {
        assertThat(Units.bigCount(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "0.004, < 0.01 %",
        "0.005, 0.01 %",
        "2, 2 %",
        "5.429, 5.43 %",
        "60.25, 60.3 %",
        "99.94, 99.9 %",
        "99.95, > 99.9 %",
        "99.999, > 99.9 %",
        "100, 100 %",
        "105.4, 105 %",
        "1234.5, '1,235 %'"
    })
    void shouldShowPercentagesWithThreeDigitsAtMost(double percent, String text) {
        assertThat(Units.percent(percent)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "1, < 0.001", "499999, < 0.001", "231000000, 0.231", "20417000000, 20.417"})
    void shouldNotRoundSomethingToNothing(double bytes, String text) {
        assertThat(Units.gigabytes(bytes)).isEqualTo(text);
    }
}

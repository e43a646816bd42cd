package wse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;

class PlanJsonTest {

    private static final Duration ODD = Duration.ofNanos(1_234_567_891);
    private static final Ramp RAMP = new Ramp(1001, 7, 1.0 / 3, ODD, Duration.ofDays(2));
    private static final String STORM = PlanJson.write(new StormPlan(RAMP));

    static Stream<TierPlan> plans() {
        return Stream.of(
                new StormPlan(RAMP, new Settling(Duration.ZERO, ODD)),
                new ScenarioPlan(RAMP),
                new PingPlan(RAMP, Integer.MAX_VALUE, Double.MIN_VALUE, ODD),
                new HoldPlan(RAMP, ODD, ODD, ODD),
                new LimitStep(new HoldPlan(RAMP, ODD, ODD, ODD), LimitStep.Before.FALL_BACK, 1, ODD, true),
                new FloodPlan(
                        RAMP,
                        new Flow(
                                Direction.ECHO,
                                Format.ZLIB,
                                1,
                                FramesPerWrite.BLOCK,
                                Masking.FRESH,
                                16,
                                Decoding.PAYLOADS),
                        ODD,
                        ODD));
    }

    @Test
    void shouldBeTestedWithEveryKindOfPlan() {
        assertThat(plans().map(Object::getClass)).containsExactlyInAnyOrder(TierPlan.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldReadWhatItWrites(TierPlan plan) {
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldReadEveryPartAsItWas(TierPlan plan) {
        List<TierPlan> parts = plan.split(5);

        assertThat(parts.stream().map(PlanJson::write).map(PlanJson::read)).isEqualTo(parts);
    }

    @Test
    void shouldWriteNothingButTheComponents() {
        assertThat(PlanJson.write(new StormPlan(new Ramp(2, 0, 0, Duration.ofSeconds(3), Duration.ofMillis(4)))))
                .isEqualTo("{\"kind\":\"storm\",\"ramp\":{\"connections\":2,\"window\":0,\"connects_per_second\":0.0,"
                        + "\"connect_timeout\":\"PT3S\",\"ready_timeout\":\"PT0.004S\","
                        + "\"share\":{\"member\":0,\"members\":1,\"of_connections\":2}},"
                        + "\"settling\":{\"time\":\"PT0S\",\"pong_timeout\":\"PT0S\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\":\"storm\"|\"kind\":\"gale\"|gale",
                "\"window\":7|\"window\":7,\"pane\":1|pane",
                "\"window\":7,||window",
                "\"window\":7|\"window\":7.5|window",
                "\"window\":7|\"window\":\"7\"|window",
                "\"window\":7|\"window\":null|window",
                "\"window\":7|\"window\":7,\"window\":8|window",
                "\"window\":7|\"window\":-1|window=-1",
                "\"connections\":1001|\"connections\":1000|connections=1000",
                "\"PT1.234567891S\"|\"soon\"|ISO 8601",
                "\"member\":0|\"member\":1|member=1",
            })
    void shouldRefuseTextThatIsNotExactlyAPlan(String written, String changed, String named) {
        String broken = STORM.replace(written, changed == null ? "" : changed);
        assertThat(broken).isNotEqualTo(STORM);

        assertThatThrownBy(() -> PlanJson.read(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void shouldRefuseTextAfterAPlan() {
        assertThatThrownBy(() -> PlanJson.read(STORM + "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlanJson.read("null")).isInstanceOf(IllegalArgumentException.class);
    }
}

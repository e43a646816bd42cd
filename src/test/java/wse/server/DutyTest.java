package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DutyTest {

    @ParameterizedTest
    @CsvSource({
        "/wse,NONE",
        "/wse?,NONE",
        "/duty=send,NONE",
        "/wse?protocol_version=1,NONE",
        "/wse?heavyduty=send,NONE",
        "/wse?duty=none,NONE",
        "/wse?duty=echo,ECHO",
        "/wse?compression=false&duty=send&protocol_version=1,SEND",
        "/wse?heavyduty=send&duty=echo,ECHO"
    })
    void shouldBeTheDutyInTheQuery(String target, Duty duty) {
        assertThat(Duty.of(target)).contains(duty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wse?duty=", "/wse?duty=ECHO", "/wse?duty=sends", "/wse?a=b&duty=x&duty=echo"})
    void shouldBeEmptyForAnUnknownDuty(String target) {
        assertThat(Duty.of(target)).isEmpty();
    }
}

package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.measure.Reason.Cause;

class ReasonTest {

    @ParameterizedTest
    @EnumSource(Cause.class)
    void shouldReadTheSentenceOfEachCause(Cause cause) {
        Reason reason = new Reason(cause, "9 % of the time");

        assertThat(Reason.parse(reason.sentence())).isEqualTo(reason);
    }

    @Test
    void shouldReadTheSentenceOfOlderResults() {
        assertThat(Reason.parse("the client ran due tasks late: 3.0 ms at p95"))
                .isEqualTo(new Reason(Cause.LATE_TASKS, "3.0 ms at p95"));
        assertThat(Reason.parse("client sent later than scheduled by 2162.7 ms").cause())
                .isEqualTo(Cause.OTHER);
    }
}

package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scala.Option;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void shouldComplainIfEveryRequestFailedAndNameTheFirstError() {
        tally.count(Option.apply("READY_TIMEOUT"));
        tally.count(Option.apply("STEP_CRASHED (No attribute named 'id' is defined)"));

        assertThat(tally.complaint().orElseThrow())
                .contains("All 2 requests")
                .contains("so Gatling ends with exit code 2")
                .endsWith("The first error: READY_TIMEOUT");
    }

    @Test
    void shouldComplainOfASingleRequestInTheSingular() {
        tally.count(Option.apply("READY_TIMEOUT"));

        assertThat(tally.complaint())
                .hasValue(
                        "[wse] The only request of WseDsl failed, so Gatling ends with exit code 2. The error: READY_TIMEOUT");
    }

    @Test
    void shouldNotComplainIfOneRequestSucceeded() {
        tally.count(Option.apply("READY_TIMEOUT"));
        tally.count(Option.empty());

        assertThat(tally.complaint()).isEmpty();
    }

    @Test
    void shouldNotComplainIfThereWasNoRequest() {
        assertThat(tally.complaint()).isEmpty();
    }
}

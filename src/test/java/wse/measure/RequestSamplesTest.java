package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSamplesTest {

    private static RequestSamples samples(String request, long... startMillis) {
        Outcome[] outcomes = new Outcome[startMillis.length];
        return new RequestSamples(request, startMillis, new long[startMillis.length], outcomes);
    }

    /** The requests of a process keep their distances in time. */
    @ParameterizedTest
    @CsvSource({"0, 100, 10, 40", "10, 40, 10, 40", "11, 100, 11, 41", "0, 39, 0, 30", "1000, 2000, 1000, 1030"})
    void shouldMoveRequestsOfAClockThatDiffersIntoTheTier(long from, long until, long connect, long ping) {
        List<RequestSamples> moved =
                RequestSamples.within(List.of(samples("connect", 20, 10), samples("ping", 40)), from, until);

        assertThat(moved.get(0).startMillis()).containsExactly(connect + 10, connect);
        assertThat(moved.get(1).startMillis()).containsExactly(ping);
        assertThat(moved).extracting(RequestSamples::request).containsExactly("connect", "ping");
        assertThat(RequestSamples.within(List.of(samples("none")), from, until)).hasSize(1);
    }
}

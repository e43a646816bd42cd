package wse.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;

/**
 * The figures of pings, including those that confirm a flood.
 *
 * @param outcomes the outcome of every planned ping
 * @param logs the individual pings
 * @param took time from the end of the ramp to the last outcome
 */
record PingFigures(OutcomeCounts outcomes, Messages messages, List<SampleLog> logs, StrayPongs strays, Duration took) {

    static final PingFigures NONE =
            new PingFigures(new OutcomeCounts(), Messages.NONE, List.of(), StrayPongs.NONE, Duration.ZERO);

    /** The sum of both; {@code took} is the other's. */
    PingFigures plus(PingFigures other) {
        OutcomeCounts all = new OutcomeCounts();
        all.add(outcomes);
        all.add(other.outcomes);
        return new PingFigures(
                all,
                messages.plus(other.messages),
                Stream.concat(logs.stream(), other.logs.stream()).toList(),
                strays.plus(other.strays),
                other.took);
    }
}

package wse.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;

/**
 * What pings have given, those that confirm a flood included.
 *
 * @param outcomes of every planned ping
 * @param logs single pings
 * @param latePongs answers that came after their time-out, or twice
 * @param took from the end of the ramp to the last outcome
 */
record PingFigures(OutcomeCounts outcomes, Messages messages, List<SampleLog> logs, long latePongs, Duration took) {

    static final PingFigures NONE = new PingFigures(new OutcomeCounts(), Messages.NONE, List.of(), 0, Duration.ZERO);

    /** The two together; the time is the other's. */
    PingFigures plus(PingFigures other) {
        OutcomeCounts all = new OutcomeCounts();
        all.add(outcomes);
        all.add(other.outcomes);
        return new PingFigures(
                all,
                messages.plus(other.messages),
                Stream.concat(logs.stream(), other.logs.stream()).toList(),
                latePongs + other.latePongs,
                other.took);
    }
}

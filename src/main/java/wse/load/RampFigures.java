package wse.load;

import java.time.Duration;
import java.util.List;
import wse.measure.OutcomeCounts;

/**
 * What bringing up a tier's connections has given.
 *
 * @param connected connections that became ready
 * @param outcomes of every connection
 * @param hellos messages that only greet the server, or show it that the client is there
 * @param logs single connects
 * @param took from the first connect to the last outcome
 */
record RampFigures(long connected, OutcomeCounts outcomes, long hellos, List<SampleLog> logs, Duration took) {

    /** These figures and those of connections that were up before; the ramp is this one's. */
    RampFigures plusStanding(RampFigures standing) {
        OutcomeCounts all = new OutcomeCounts();
        all.add(standing.outcomes);
        all.add(outcomes);
        return new RampFigures(connected + standing.connected, all, hellos, logs, took);
    }
}

package wse.load;

import java.time.Duration;
import java.util.List;
import wse.measure.AddressFigures;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * The figures of a tier's ramp.
 *
 * @param connected connections that became ready
 * @param outcomes the outcome of every connection
 * @param hellos messages sent only to log in, to answer the server's pings, or to keep connections alive
 * @param logs the individual connects
 * @param addresses the figures of each of the server's addresses; empty if there is only one
 * @param took time from the first connect to the last outcome
 */
record RampFigures(
        long connected,
        OutcomeCounts outcomes,
        long hellos,
        List<SampleLog> logs,
        List<AddressFigures> addresses,
        Duration took) {

    /** The figures of no connections. */
    static final RampFigures NONE = new RampFigures(0, new OutcomeCounts(), 0, List.of(), List.of(), Duration.ZERO);

    /** Connections that became ready but did not stay open. */
    long lost() {
        return connected - outcomes.of(Outcome.OK);
    }

    /** Adds the figures of connections that were already up before this ramp. */
    RampFigures plusStanding(RampFigures standing) {
        OutcomeCounts all = new OutcomeCounts();
        all.add(standing.outcomes);
        all.add(outcomes);
        return new RampFigures(
                connected + standing.connected,
                all,
                hellos + standing.hellos,
                logs,
                AddressFigures.sum(standing.addresses, addresses),
                took);
    }
}

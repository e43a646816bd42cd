package wse.report;

import wse.measure.Ceiling;
import wse.measure.LimitCause;

/** The verdict of a search in words. */
public final class CeilingText {

    private CeilingText() {}

    /** As in {@code 3,000 connections, set by the server's cap; 3,001 were too many}. */
    public static String of(Ceiling ceiling) {
        String connections = Units.count((long) ceiling.connections()) + " connections, ";
        if (ceiling.cause() == LimitCause.NONE) {
            return connections + "all that were asked for: no limit found";
        }
        String cause = ceiling.cause() == LimitCause.UNFINISHED
                ? "so far: the search was not finished"
                : "set by " + ceiling.cause().label();
        return connections
                + cause
                + (ceiling.firstBad() == null ? "" : "; " + Units.count((long) ceiling.firstBad()) + " were too many");
    }
}

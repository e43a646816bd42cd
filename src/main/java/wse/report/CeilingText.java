package wse.report;

import wse.measure.Ceiling;
import wse.text.Units;

/** The result of a connection-limit search in words. */
public final class CeilingText {

    private CeilingText() {}

    /** As in {@code 3,000 connections, set by the server's cap; 3,001 were too many}. */
    public static String of(Ceiling ceiling) {
        return Units.count(ceiling.connections()) + " connections, " + cause(ceiling)
                + (ceiling.firstBad() == null ? "" : "; " + Units.count(ceiling.firstBad()) + " were too many");
    }

    /** As in {@code set by the server's cap}. */
    static String cause(Ceiling ceiling) {
        return switch (ceiling.cause()) {
            case NONE -> "all that were asked for: no limit found";
            case UNFINISHED -> "good so far: no limit found, the run was ended before";
            default -> "set by " + ceiling.cause().label();
        };
    }
}

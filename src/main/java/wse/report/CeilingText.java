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
            case NONE -> "all that were requested; no limit was found";
            case UNFINISHED -> "good so far; the run ended before a limit was found";
            default -> "set by " + ceiling.cause().label();
        };
    }
}

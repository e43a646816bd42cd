package wse.report;

import wse.measure.ConnectionLimit;
import wse.text.Units;

/** The result of a connection-limit search in words. */
public final class ConnectionLimitText {

    private ConnectionLimitText() {}

    /** As in {@code 3,000 connections, set by the server's cap; 3,001 were too many}. */
    public static String of(ConnectionLimit connectionLimit) {
        return Units.count(connectionLimit.connections()) + " connections, " + cause(connectionLimit)
                + (connectionLimit.firstBad() == null
                        ? ""
                        : "; " + Units.count(connectionLimit.firstBad()) + " were too many");
    }

    /** As in {@code set by the server's cap}. */
    static String cause(ConnectionLimit connectionLimit) {
        return switch (connectionLimit.cause()) {
            case NONE -> "all that were requested; no limit was found";
            case UNFINISHED -> "good so far; the run ended before a limit was found";
            default -> "set by " + connectionLimit.cause().label();
        };
    }
}

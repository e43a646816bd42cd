package wse.report;

import java.util.Optional;
import java.util.stream.Collectors;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.text.Units;

/** The result of a connection-limit search in words. */
public final class ConnectionLimitText {

    private ConnectionLimitText() {}

    /** As in {@code 3,000 connections, set by the server's cap; 3,001 were too many}. */
    public static String of(ConnectionLimit connectionLimit) {
        return Units.counted(connectionLimit.connections(), "connection") + ", " + cause(connectionLimit)
                + tooMany(connectionLimit).map("; "::concat).orElse("")
                + connectionLimit.rate().map(rate -> "; " + rate(rate)).orElse("");
    }

    /** As in {@code 3,001 were too many}. */
    static Optional<String> tooMany(ConnectionLimit connectionLimit) {
        return connectionLimit.cause() == LimitCause.CONNECT_RATE
                ? Optional.empty()
                : connectionLimit.firstBad().stream()
                        .mapToObj(bad -> Units.count(bad) + " were too many")
                        .findFirst();
    }

    /** As in {@code set by the server's cap}. */
    static String cause(ConnectionLimit connectionLimit) {
        return switch (connectionLimit.cause()) {
            case NONE -> "all that were requested; no limit was found";
            case UNFINISHED -> "good so far; the run ended before a limit was found";
            case CONNECT_RATE -> "good so far; opening more would have taken too long";
            default -> "set by " + causes(connectionLimit);
        };
    }

    /** As in {@code the server's cap, or by the server's file descriptors}. */
    static String causes(ConnectionLimit connectionLimit) {
        return connectionLimit.cause().label()
                + connectionLimit.otherCauses().stream()
                        .map(other -> ", or by " + other.label())
                        .collect(Collectors.joining());
    }

    /** As in {@code the server limits the rate of new connections: it accepted 3.6/s, but not 12.5/s}. */
    static String rate(ConnectRate rate) {
        String tooHigh = Units.rate(rate.tooHighPerSecond()) + "/s";
        return "the server limits the rate of new connections: "
                + rate.acceptedPerSecond().stream()
                        .mapToObj(accepted -> "it accepted " + Units.rate(accepted) + "/s, but not " + tooHigh)
                        .findFirst()
                        .orElse("it did not accept " + tooHigh);
    }
}

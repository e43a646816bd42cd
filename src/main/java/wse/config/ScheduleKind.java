package wse.config;

import java.util.Optional;
import java.util.stream.Stream;

/** When the pings of a tier are due, or the connects of a storm. */
public enum ScheduleKind {
    /** There are no scheduled pings, and all connects start at once. */
    NONE(""),
    /** Each ping waits for the answer to the one before. */
    CLOSED("closed"),
    /** The pings are due at a fixed rate, whether they are answered or not. */
    OPEN("open"),
    /** The connects of a storm are due at a fixed rate. */
    PACED("paced");

    private final String label;

    ScheduleKind(String label) {
        this.label = label;
    }

    /** The kind of ping schedule with this label; empty if there is none. */
    static Optional<ScheduleKind> ofPings(String label) {
        return Stream.of(CLOSED, OPEN).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** As in settings, reports and {@code results.json}; empty for {@link #NONE}. */
    public String label() {
        return label;
    }
}

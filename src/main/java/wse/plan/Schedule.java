package wse.plan;

import java.util.concurrent.TimeUnit;

/**
 * When events are intended to happen: a pure function from an index to nanoseconds after the start. It does not read any
 * clock, so a late event keeps its intended time (no coordinated omission).
 */
@FunctionalInterface
public interface Schedule {

    /** @param index from 0; a larger index never has an earlier time */
    long intendedNanos(long index);

    /** All events at the start. */
    static Schedule allAtOnce() {
        return index -> 0;
    }

    /** Evenly spaced events without accumulated rounding errors: index / rate, rounded down to the nanosecond. */
    static Schedule constantRate(double perSecond) {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("a rate must be positive and finite: perSecond=" + perSecond);
        }
        double nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / perSecond;
        return index -> (long) (index * nanosPerEvent);
    }

    /** This schedule, {@code nanos} later. */
    default Schedule shiftedBy(long nanos) {
        return index -> intendedNanos(index) + nanos;
    }
}

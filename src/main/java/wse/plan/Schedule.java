package wse.plan;

import java.util.concurrent.TimeUnit;

/**
 * When things are intended to happen: a pure function from index to nanoseconds after the start. Does not look at any
 * clock, so that a late event keeps its intended time (no coordinated omission).
 */
@FunctionalInterface
public interface Schedule {

    /** @param index from 0; results do not decrease with it */
    long intendedNanos(long index);

    /** Everything at the start. */
    static Schedule allAtOnce() {
        return index -> 0;
    }

    /** Evenly spaced, exact over any length: index / rate, rounded down to the nanosecond. */
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

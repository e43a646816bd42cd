package wse.plan;

import java.time.Duration;

/** Argument checks of the plan's values: the rule, then name=value. */
final class Checks {

    private Checks() {}

    static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + name + "=" + value);
        }
    }

    static void notNegative(double value, String name) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must not be negative: " + name + "=" + value);
        }
    }

    static void positive(Duration value, String name) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than zero: " + name + "=" + value);
        }
    }
}

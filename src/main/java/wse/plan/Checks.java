package wse.plan;

import java.time.Duration;

/** Argument checks for plans. Messages give the rule, then name=value. */
final class Checks {

    private Checks() {}

    static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + name + "=" + value);
        }
    }

    static void between(long least, long most, long value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ": " + name + "=" + value);
        }
    }

    /** One of {@code parts} parts of a whole. The parts add up exactly, because the first ones take the remainder. */
    static int part(int whole, int index, int parts) {
        return whole / parts + (index < whole % parts ? 1 : 0);
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

package wse.text;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Formats figures for people: three significant digits, a suitable unit, and commas between thousands. */
public final class Units {

    /** The content of a table cell whose figure does not apply or is unknown. */
    public static final String NONE = "-";

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String[] SUFFIXES = {"", "K", "M", "G", "T"};
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Units() {}

    public static String micros(double micros) {
        if (micros < MICROS_PER_MILLI) {
            return digits(micros) + " µs";
        }
        return micros < MICROS_PER_SECOND
                ? digits(micros / MICROS_PER_MILLI) + " ms"
                : digits(micros / MICROS_PER_SECOND) + " s";
    }

    /** As above; empty if unknown. */
    public static String micros(OptionalLong micros) {
        return micros.isPresent() ? micros(micros.getAsLong()) : NONE;
    }

    public static String millis(Double millis) {
        if (millis == null) {
            return NONE;
        }
        return millis == 0 ? "0 ms" : micros(millis * MICROS_PER_MILLI);
    }

    public static String duration(Duration duration) {
        return micros(duration.toNanos() / 1e3);
    }

    public static String seconds(Double seconds) {
        return seconds == null ? NONE : micros(seconds * MICROS_PER_SECOND);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** As above; null if the count is unknown. */
    public static String count(Long count) {
        return count == null ? NONE : count(count.longValue());
    }

    /** As in {@code 1 core} and {@code 2 cores}. */
    public static String cores(int cores) {
        return counted(cores, "core");
    }

    /**
     * A number with a noun, as in {@code 1 tier} and {@code 2 tiers}.
     *
     * @param noun the noun in the singular
     */
    public static String counted(long count, String noun) {
        return counted(count, noun, noun + "s");
    }

    /** The same for a noun whose plural is not formed by adding an s. */
    public static String counted(long count, String one, String more) {
        return count(count) + " " + (count == 1 ? one : more);
    }

    /** Events per second, without the unit, which is in the column's title. */
    public static String rate(Double perSecond) {
        return perSecond == null ? NONE : grouped(perSecond);
    }

    /** Minutes and seconds, as in {@code 1:05}. */
    public static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    /** Memory in use, and how much it has grown, as in {@code 8.10 GB (+6.25)}. */
    public static String memory(long bytes, long riseBytes) {
        return String.format(Locale.ROOT, "%.2f GB (%+.2f)", bytes / 1e9, riseBytes / 1e9);
    }

    /** Three significant digits with a suffix, as in {@code 1.32M}; the unit is in the column's title. */
    public static String big(Double value) {
        if (value == null) {
            return NONE;
        }
        double scaled = value;
        int suffix = 0;
        while (scaled >= 999.5 && suffix < SUFFIXES.length - 1) {
            scaled /= 1_000;
            suffix++;
        }
        return suffix == 0 ? digits(scaled) : threeDigits(scaled) + SUFFIXES[suffix];
    }

    /** The exact number below ten thousand; otherwise like {@link #big}. */
    public static String bigCount(long count) {
        return count < 10_000 ? count(count) : big((double) count);
    }

    /** Decimal gigabytes with three decimal places; the unit is in the column's title. */
    public static String gigabytes(Double bytes) {
        if (bytes == null) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%,.3f", bytes / 1e9);
        return text.equals("0.000") && bytes > 0 ? "< 0.001" : text;
    }

    /**
     * A percentage that reads 0 % or 100 % only if it is exactly that: 99.96 is not rounded up to 100 %. Three significant
     * digits, but no more than two decimal places.
     */
    public static String percent(Double percent) {
        if (percent == null) {
            return NONE;
        }
        if (percent > 0 && percent < 0.005) {
            return "< 0.01 %";
        }
        return percent >= 99.95 && percent < 100 ? "> 99.9 %" : digits(percent) + " %";
    }

    /** A percentage in whole numbers, for figures that are not more precise, such as shares of CPU time. */
    public static String wholePercent(double percent) {
        return Math.round(percent) + " %";
    }

    public static String bytes(Long bytes) {
        if (bytes == null) {
            return NONE;
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return digits(value) + " " + BYTES[unit];
    }

    /** Three significant digits, but never fewer than the digits before the decimal point. */
    private static String digits(double value) {
        if (value == Math.rint(value) && value < 1_000) {
            return String.valueOf((long) value);
        }
        return value >= 99.95 ? grouped(value) : threeDigits(value);
    }

    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, value < 100 && value != Math.rint(value) ? "%,.1f" : "%,.0f", value);
    }
}

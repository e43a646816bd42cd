package wse.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a suite may take: it decides the defaults of all its tests ({@link SuiteDefaults}). */
public enum SuiteProfile {
    /** A few minutes, to see whether everything works. */
    QUICK,
    /** At most ten minutes on two cores. */
    DEFAULT,
    /** The tiers and durations of the published suite, without tiers that are too large for the machine. */
    FULL;

    /** The value of {@code wse.suite}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile with this label; empty if there is none. */
    public static Optional<SuiteProfile> of(String label) {
        return Stream.of(values())
                .filter(profile -> profile.label().equals(label))
                .findFirst();
    }
}

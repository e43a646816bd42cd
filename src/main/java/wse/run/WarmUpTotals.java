package wse.run;

import java.time.Duration;
import java.util.Optional;
import wse.measure.RunResult.WarmUp;
import wse.measure.TierMeasurement;

/** Adds up the warm-up tiers. Guarded by its owner's lock. */
final class WarmUpTotals {

    private long connections;
    private long pings;
    private long messages;
    private Duration duration = Duration.ZERO;

    void add(TierMeasurement measured) {
        connections += measured.outcomes().total();
        pings += measured.pingOutcomes().total();
        duration = duration.plus(measured.ramp());
        if (measured.flood().isPresent()) {
            messages += measured.messages().confirmed();
        }
        if (measured.flood().isPresent() || measured.pingOutcomes().total() > 0) {
            duration = duration.plus(measured.duration());
        }
    }

    /** Empty if there was none. */
    Optional<WarmUp> total() {
        return connections == 0
                ? Optional.empty()
                : Optional.of(new WarmUp((int) connections, pings, messages, duration));
    }
}

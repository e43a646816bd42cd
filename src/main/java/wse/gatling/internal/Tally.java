package wse.gatling.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import scala.Option;
import wse.text.Units;

/**
 * Counts the requests of one Gatling run that the protocol extension has carried out. If all of them failed, the process does
 * not end with exit code 0, even if the simulation has no assertion that would notice. Thread-safe.
 */
final class Tally {

    /** Gatling's own exit code for a simulation that has failed. */
    private static final int FAILED = 2;

    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> firstError = new AtomicReference<>();

    /** @param error message of a failed request; empty for a successful one */
    void count(Option<String> error) {
        if (error.isEmpty()) {
            ok.increment();
        } else {
            failed.increment();
            firstError.compareAndSet(null, error.get());
        }
    }

    /** The message for the user at the end of the run; empty unless all requests failed. */
    Optional<String> complaint() {
        return ok.sum() > 0 || failed.sum() == 0
                ? Optional.empty()
                : Optional.of("[wse] "
                        + (failed.sum() == 1
                                ? "The only request of WseDsl"
                                : "All " + Units.count(failed.sum()) + " requests of WseDsl")
                        + " failed, so Gatling ends with exit code " + FAILED + ". "
                        + (failed.sum() == 1 ? "The error: " : "The first error: ") + firstError.get());
    }
}

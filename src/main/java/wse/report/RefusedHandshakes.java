package wse.report;

import java.util.Optional;
import java.util.regex.Pattern;
import wse.config.Settings;
import wse.config.TestKind;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.text.Units;

/** What to try if the server refused handshakes because it was busy. Pure. */
final class RefusedHandshakes {

    /** RFC 9110 section 15.6.4: the server cannot serve the request now. */
    private static final Outcome BUSY = Outcome.handshakeRejected(503);

    /** A window well below the limits of known servers, such as 512 for proper-wse. */
    private static final int MODEST_WINDOW = 100;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private RefusedHandshakes() {}

    /**
     * A sentence for the first lines of the report; empty in a search for a limit, which reports such refusals itself.
     */
    static Optional<String> finding(RunResult run) {
        long refused = run.tiers().stream()
                .mapToLong(tier -> tier.measured().outcomes().of(BUSY))
                .sum();
        if (refused == 0 || run.test() == TestKind.CONNECTION_LIMIT) {
            return Optional.empty();
        }
        return Optional.of("The server refused " + Units.counted(refused, "handshake")
                + " with HTTP status 503, as servers do when they are overloaded, or when too many handshakes are under"
                + " way." + smallerWindow(window(run)));
    }

    private static String smallerWindow(int window) {
        int smaller = window == 0 || window > MODEST_WINDOW ? MODEST_WINDOW : window / 2;
        return smaller == 0
                ? ""
                : " It may accept all of them if fewer are under way at once: -D" + Settings.CONNECT_WINDOW.key() + "="
                        + smaller + ".";
    }

    /** 0 without a limit, and if the results contain something else than a number. */
    private static int window(RunResult run) {
        String window = run.config().getOrDefault(Settings.CONNECT_WINDOW.key(), "");
        return NUMBER.matcher(window).matches() ? Integer.parseInt(window) : 0;
    }
}

package wse.measure;

import java.util.List;

/**
 * One judged tier: an element of {@code tiers} in {@code results.json}.
 *
 * @param reasons why the verdict is not {@code VALID}; empty when it is
 * @param findings what a reader should know beside the figures: differences to the server's counters, for example
 * @param client null where the client could not watch itself
 * @param server null where nothing is known of the server
 * @param bound what set the rate of a flood; null where it is not known, or the test is none
 */
public record TierResult(
        TierShape shape,
        TierMeasurement measured,
        Verdict verdict,
        List<String> reasons,
        List<String> findings,
        ClientUsage client,
        ServerUsage server,
        Bound bound) {

    public TierResult {
        reasons = List.copyOf(reasons);
        findings = List.copyOf(findings);
    }

    /** Of a tier without a flood. */
    public TierResult(
            TierShape shape,
            TierMeasurement measured,
            Verdict verdict,
            List<String> reasons,
            List<String> findings,
            ClientUsage client,
            ServerUsage server) {
        this(shape, measured, verdict, reasons, findings, client, server, null);
    }

    /** Attempts that did not end in {@code OK}. */
    public long failed() {
        return measured.outcomes().total() - measured.outcomes().of(Outcome.OK);
    }
}

package wse.cluster;

import java.util.List;
import org.HdrHistogram.Histogram;
import wse.measure.Bound;
import wse.measure.ClientUsage;
import wse.measure.RequestSamples;
import wse.measure.TierMeasurement;
import wse.measure.Verdict;

/**
 * What one member has to say of its share of a tier: what it measured, and what it thinks of itself.
 *
 * @param slip actual minus intended start of what was on a schedule, in microseconds; null without a schedule
 * @param client what the share has cost the member's process; null where it does not know
 * @param verdict of the member on itself
 * @param reasons why it is not {@code VALID}; empty when it is
 * @param bound what set the rate of a flood; null where it is not known, or the test is none
 * @param saturated latencies that were recorded at the highest value a recorder takes, being longer
 * @param latePongs pongs that came after their time-out, or twice
 * @param samples single requests, for Gatling's report
 * @param samplesLeftOut requests that the samples do not show; the histograms do
 */
public record ShareResult(
        TierMeasurement measured,
        Histogram slip,
        ClientUsage client,
        Verdict verdict,
        List<String> reasons,
        Bound bound,
        long saturated,
        long latePongs,
        List<RequestSamples> samples,
        long samplesLeftOut) {

    public ShareResult {
        reasons = List.copyOf(reasons);
        samples = List.copyOf(samples);
    }
}

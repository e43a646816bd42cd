package wse.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import wse.measure.RequestSamples;
import wse.measure.TierMeasurement;

/**
 * The result of carrying out a plan.
 *
 * @param slip actual minus intended start of what was scheduled, in microseconds; null without a schedule
 * @param samples single requests, for Gatling's report
 * @param samplesLeftOut requests that are missing from the samples, but not from the histograms
 * @param latePongs pongs that arrived after their time-out, or twice
 */
public record TierRun(
        TierMeasurement measured, Histogram slip, List<RequestSamples> samples, long samplesLeftOut, long latePongs) {

    public TierRun {
        samples = List.copyOf(samples);
    }
}

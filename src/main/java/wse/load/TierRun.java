package wse.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import wse.measure.RequestSamples;
import wse.measure.TierMeasurement;

/**
 * What carrying out a plan gave.
 *
 * @param slip actual minus intended start of what was on a schedule, in microseconds; null without a schedule
 * @param samples single requests, for Gatling's report
 * @param samplesLeftOut requests that the samples do not show; the histograms do
 * @param latePongs pongs that came after their time-out, or twice
 */
public record TierRun(
        TierMeasurement measured, Histogram slip, List<RequestSamples> samples, long samplesLeftOut, long latePongs) {

    public TierRun {
        samples = List.copyOf(samples);
    }
}

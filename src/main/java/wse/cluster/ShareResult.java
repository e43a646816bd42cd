package wse.cluster;

import org.HdrHistogram.Histogram;
import wse.measure.ClientUsage;
import wse.measure.TierMeasurement;

/**
 * What one member has to say of its share of a tier.
 *
 * @param slip actual minus intended start of what was on a schedule, in microseconds; null without a schedule
 * @param client what the share has cost the member's process; null where it does not know
 */
public record ShareResult(TierMeasurement measured, Histogram slip, ClientUsage client) {}

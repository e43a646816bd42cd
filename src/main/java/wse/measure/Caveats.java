package wse.measure;

/**
 * What is missing from a tier's figures, or different from what a reader would expect.
 *
 * @param strayPongs answers that do not belong to any ping in flight
 * @param saturated latencies that exceeded the histogram's range and were recorded as its maximum
 * @param samplesLeftOut requests that are in the histograms but not in Gatling's report
 */
public record Caveats(StrayPongs strayPongs, long saturated, long samplesLeftOut) {

    public static final Caveats NONE = new Caveats(StrayPongs.NONE, 0, 0);

    public Caveats plus(Caveats other) {
        return new Caveats(
                strayPongs.plus(other.strayPongs), saturated + other.saturated, samplesLeftOut + other.samplesLeftOut);
    }
}

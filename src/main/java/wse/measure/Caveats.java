package wse.measure;

/**
 * What is missing from a tier's figures, or different from what a reader would expect.
 *
 * @param latePongs pongs that arrived after the time-out or more than once; they are not included in any other figure
 * @param saturated latencies that exceeded the histogram's range and were recorded as its maximum
 * @param samplesLeftOut requests that are in the histograms but not in Gatling's report
 */
public record Caveats(long latePongs, long saturated, long samplesLeftOut) {

    public static final Caveats NONE = new Caveats(0, 0, 0);

    public Caveats plus(Caveats other) {
        return new Caveats(
                latePongs + other.latePongs, saturated + other.saturated, samplesLeftOut + other.samplesLeftOut);
    }
}

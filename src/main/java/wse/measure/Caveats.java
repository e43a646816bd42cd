package wse.measure;

/**
 * What is missing from a tier's figures, or different in them than one would expect.
 *
 * @param latePongs pongs that came after their ping's time-out, or twice; they are in no figure
 * @param saturated latencies that exceeded the histogram's range and were recorded as its maximum
 * @param samplesLeftOut requests that are in the histograms, but not among the single requests for Gatling's report
 */
public record Caveats(long latePongs, long saturated, long samplesLeftOut) {

    public static final Caveats NONE = new Caveats(0, 0, 0);

    public Caveats plus(Caveats other) {
        return new Caveats(
                latePongs + other.latePongs, saturated + other.saturated, samplesLeftOut + other.samplesLeftOut);
    }
}

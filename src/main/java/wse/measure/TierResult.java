package wse.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One judged tier: an element of {@code tiers} in {@code results.json}.
 *
 * @param server what the tier cost the server; {@link ServerUsage#UNKNOWN} if nothing is known about it
 * @param findings what a reader should know in addition to the figures, such as differences from the server's counters
 */
public record TierResult(TierShape shape, ClientResult client, ServerUsage server, List<String> findings) {

    /** CPU time is counted in units of 10 ms, so in a shorter storm, nothing proves that the client had capacity to spare. */
    private static final Duration SHORTEST_STORM = Duration.ofMillis(100);

    public TierResult {
        Objects.requireNonNull(server, "server");
        findings = List.copyOf(findings);
    }

    /** A copy with changed text in its reasons, findings and examples, for example to mask secrets. */
    TierResult withWords(UnaryOperator<String> words) {
        return new TierResult(
                shape,
                client.withWords(words),
                server.withWords(words),
                findings.stream().map(words).toList());
    }

    /** The same result with another shape and more findings. */
    public TierResult with(TierShape other, List<String> more) {
        List<String> all = new ArrayList<>(findings);
        all.addAll(more);
        return new TierResult(other, client, server, all);
    }

    public TierMeasurement measured() {
        return client.measured();
    }

    /** The tier over time; {@link TimeSeries#NONE} if it was not observed. */
    public TimeSeries series() {
        return client.series();
    }

    /**
     * The verdict on the client. If that is {@code VALID}, but the server was starved of CPU or the tier was a short
     * storm, the verdict says so.
     */
    public Verdict verdict() {
        Verdict ofClient = client.judgement().verdict();
        if (ofClient != Verdict.VALID) {
            return ofClient;
        }
        if (server.lackedCores()) {
            return Verdict.STARVED;
        }
        return isShortStorm() ? Verdict.SHORT : Verdict.VALID;
    }

    /** Whether this is a storm whose connects took less than 100 ms, which is too short for a reliable rate. */
    public boolean isShortStorm() {
        return shape.measuresAccepting() && measured().ramp().compareTo(SHORTEST_STORM) < 0;
    }

    /** Why the verdict on the client is not {@code VALID}; empty if it is. */
    public List<Reason> reasons() {
        return client.judgement().reasons();
    }

    /** Which side limited the rate of a flood. */
    public Bound bound() {
        return client.judgement().bound();
    }

    /** What the tier cost the client; empty if it could not watch itself. */
    public Optional<ClientUsage> clientUsage() {
        return Optional.of(client.usage()).filter(usage -> !usage.equals(ClientUsage.UNKNOWN));
    }

    /** What the tier cost the server; empty if nothing is known about it. */
    public Optional<ServerUsage> serverUsage() {
        return Optional.of(server).filter(usage -> !usage.equals(ServerUsage.UNKNOWN));
    }

    /** Attempts that have failed. Attempts that were still under way when the run was stopped are not among them. */
    public long failed() {
        return measured().outcomes().total() - measured().outcomes().of(Outcome.OK) - aborted();
    }

    /** Attempts that were still under way when the run was stopped. */
    public long aborted() {
        return measured().outcomes().of(Outcome.ABORTED);
    }
}

package wse.measure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The result of a connection-limit search.
 *
 * @param connections connections of the largest good step; 0 if there was none
 * @param firstBad connections of the smallest bad step; empty if there was none
 * @param cause the most likely cause of the limit, according to the evidence
 * @param otherCauses other causes that fit the evidence
 * @param evidence the observations that the causes are derived from, one sentence each
 * @param rate the server's limit on the rate of new connections; empty if the search met none
 */
public record ConnectionLimit(
        int connections,
        OptionalInt firstBad,
        LimitCause cause,
        List<LimitCause> otherCauses,
        List<String> evidence,
        Optional<ConnectRate> rate) {

    public ConnectionLimit {
        Objects.requireNonNull(firstBad, "firstBad");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(rate, "rate");
        otherCauses = List.copyOf(otherCauses);
        evidence = List.copyOf(evidence);
    }

    ConnectionLimit withWords(UnaryOperator<String> words) {
        return withEvidence(evidence.stream().map(words).toList());
    }

    /** A result without a bad step, with one cause. */
    public ConnectionLimit(int connections, LimitCause cause, List<String> evidence) {
        this(connections, OptionalInt.empty(), cause, List.of(), evidence, Optional.empty());
    }

    /** The same result with another cause, which does not follow from a bad step. */
    public ConnectionLimit withoutBad(LimitCause other) {
        return new ConnectionLimit(connections, OptionalInt.empty(), other, List.of(), evidence, rate);
    }

    /** The same result with other evidence. */
    public ConnectionLimit withEvidence(List<String> others) {
        return new ConnectionLimit(connections, firstBad, cause, otherCauses, others, rate);
    }
}

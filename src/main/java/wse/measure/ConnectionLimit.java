package wse.measure;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The result of a connection-limit search.
 *
 * @param connections connections of the largest good step; 0 if there was none
 * @param firstBad connections of the smallest bad step; null if there was none
 * @param evidence the observations that the cause is derived from, one sentence each
 */
public record ConnectionLimit(int connections, Integer firstBad, LimitCause cause, List<String> evidence) {

    public ConnectionLimit {
        Objects.requireNonNull(cause, "cause");
        evidence = List.copyOf(evidence);
    }

    ConnectionLimit withWords(UnaryOperator<String> words) {
        return new ConnectionLimit(
                connections, firstBad, cause, evidence.stream().map(words).toList());
    }
}

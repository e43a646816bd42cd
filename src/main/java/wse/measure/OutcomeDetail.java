package wse.measure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Details of one attempt, which serve as an example for all attempts with the same outcome.
 *
 * @param text the server's words, or what the client observed: one printable line, which may contain HTML
 * @param retryAfter how long the server asked the client to wait before it tries again ({@code Retry-After})
 */
public record OutcomeDetail(String text, Optional<Duration> retryAfter) {

    /** Nothing is known beyond the outcome. */
    public static final OutcomeDetail NONE = new OutcomeDetail("");

    public OutcomeDetail {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    public OutcomeDetail(String text) {
        this(text, Optional.empty());
    }

    OutcomeDetail withWords(UnaryOperator<String> words) {
        return new OutcomeDetail(words.apply(text), retryAfter);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}

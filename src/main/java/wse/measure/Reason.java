package wse.measure;

import java.util.Objects;

/**
 * Why a verdict is not {@link Verdict#VALID}. Reasons with the same cause can be reported together.
 *
 * @param cause what was wrong, without figures: the same words for the same cause
 * @param detail the figures, and what to do about it; may be empty
 * @param severity how bad it was, compared with other reasons of the same cause
 */
public record Reason(String cause, String detail, double severity) {

    public Reason {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(detail, "detail");
    }

    /** A reason that is not compared with others. */
    public static Reason of(String sentence) {
        return new Reason(sentence, "", 0);
    }

    /** The whole reason as a sentence. */
    @Override
    public String toString() {
        return detail.isEmpty() ? cause : cause + ": " + detail;
    }
}

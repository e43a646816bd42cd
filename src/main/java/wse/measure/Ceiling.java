package wse.measure;

import java.util.List;
import java.util.Objects;

/**
 * The verdict of a search for the most connections a server holds.
 *
 * @param connections of the largest good step; 0 if there was none
 * @param firstBad connections of the smallest bad step; null if there was none
 * @param evidence what the cause is read from, sentence by sentence
 */
public record Ceiling(int connections, Integer firstBad, LimitCause cause, List<String> evidence) {

    public Ceiling {
        Objects.requireNonNull(cause, "cause");
        evidence = List.copyOf(evidence);
    }
}

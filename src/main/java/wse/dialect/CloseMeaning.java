package wse.dialect;

import java.util.Objects;

/**
 * What a protocol says with a close code.
 *
 * @param refusal whether it refuses the login
 * @param words what it means, for people, such as "too many connections of one user"
 */
public record CloseMeaning(boolean refusal, String words) {

    public CloseMeaning {
        Objects.requireNonNull(words, "words");
    }
}

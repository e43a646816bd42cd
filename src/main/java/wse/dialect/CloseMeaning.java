package wse.dialect;

import java.util.Objects;

/**
 * What a close code means in a protocol.
 *
 * @param refusal whether it refuses the login
 * @param words the meaning as text for the user, such as "too many connections of one user"
 */
public record CloseMeaning(boolean refusal, String words) {

    public CloseMeaning {
        Objects.requireNonNull(words, "words");
    }
}

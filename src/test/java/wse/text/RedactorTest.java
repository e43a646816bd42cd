package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.engine.Printable;

class RedactorTest {

    /** Long enough that a second secret in the text does not appear by chance. */
    private static final List<Integer> LENGTHS = List.of(6, 7, 15, 16, 17, 40, 300);

    private final Random random = new Random(4_711);

    /** Wherever a text is cut off, its redacted beginning is also the beginning of the whole redacted text. */
    @Test
    void shouldLeaveOutWhatMayBeAPartOfASecretAtTheEndOfABeginning() {
        List<String> secrets = LENGTHS.stream().map(this::letters).toList();
        Redactor redactor = Redactor.of(secrets.subList(0, 5), secrets.subList(5, 7).stream());
        for (int round = 0; round < 20; round++) {
            String text = Stream.generate(this::piece)
                    .limit(12)
                    .map(piece -> piece < LENGTHS.size() ? secrets.get(piece) : "-".repeat(piece))
                    .collect(Collectors.joining(" "));
            String redacted = redactor.redact(text);

            assertThat(secrets).noneMatch(redacted::contains);
            assertThat(IntStream.rangeClosed(0, text.length())
                            .mapToObj(end -> redactor.redactBeginning(text.substring(0, end))))
                    .allMatch(redacted::startsWith);
        }
    }

    @Test
    void shouldShowABeginningExceptForItsEnd() {
        Redactor redactor = Redactor.of(List.of("token-of-a-user"));

        assertThat(redactor.redactBeginning("x".repeat(100) + "token-of-a-user" + "y".repeat(100)))
                .startsWith("x".repeat(100) + Mask.HIDDEN + "y")
                .hasSizeBetween(150, 199);
        assertThat(Redactor.NONE.redactBeginning("all of it")).isEqualTo("all of it");
    }

    /** A server repeats a password as it is, in HTML, in JSON, or in an address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&q<r>'s\"/t%u+v",
                "p&amp;q&lt;r&gt;&#39;s&quot;/t%u+v",
                "p&q<r>'s\\\"/t%u+v",
                "p&q<r>'s\\\"\\/t%u+v",
                "p%26q%3Cr%3E%27s%22%2Ft%25u%2Bv",
                "p%26q%3cr%3e%27s%22%2ft%25u%2bv"
            })
    void shouldHideASecretInEachForm(String form) {
        Redactor redactor = Redactor.of(List.of("p&q<r>'s\"/t%u+v"));

        assertThat(redactor.redact("wrong: " + form + "!")).isEqualTo("wrong: " + Mask.HIDDEN + "!");
    }

    /** Wherever a text from outside was shortened, no more than two characters of a secret are left. */
    @Test
    void shouldHideThePartOfASecretInWhichATextWasShortened() {
        for (int length : LENGTHS) {
            String secret = letters(length);
            Redactor redactor = Redactor.of(List.of(secret));
            for (int before = 201 - Math.min(200, length); before <= 200; before++) {
                String text = "-".repeat(before) + secret + "-".repeat(50);
                for (String shortened : List.of(Plain.brief(text), Printable.of(text))) {
                    assertThat(redactor.redact("the server said \"" + shortened + "\" and left"))
                            .doesNotContain(secret.substring(0, 3))
                            .startsWith("the server said \"-")
                            .endsWith(" and left");
                }
            }
        }
    }

    @Test
    void shouldHideTheBeginningsOfUsersShortSecrets() {
        Redactor redactor = Redactor.of(List.of(), Stream.of("1234", "5678", "abcde"));

        assertThat(redactor.redact("pins 1234, 123... and 12...")).isEqualTo("pins ********, ********... and 12...");
        assertThat(redactor.redact("abcd, abcd...")).isEqualTo("abcd, ********...");
    }

    /** The client has signed it, so no setting contains it. */
    @Test
    void shouldHideJsonWebTokens() {
        assertThat(Redactor.NONE.redact(
                        "bad eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, or eyJhbGciOiJIUzI1NiJ9.eyJz..."))
                .isEqualTo("bad ********, or ********..");
        assertThat(Redactor.NONE.redact("eyJhbGciOiJIUzI1NiJ9 is not one"))
                .isEqualTo("eyJhbGciOiJIUzI1NiJ9 is not one");
    }

    private int piece() {
        return random.nextInt(2 * LENGTHS.size());
    }

    private String letters(int length) {
        return random.ints(length, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }
}

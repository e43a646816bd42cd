package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.engine.Printable;

class PlainTest {

    @ParameterizedTest
    @CsvSource({
        "plain text µs 99 %, plain text µs 99 %",
        "a\u001b[31mb\u0007c\u0085d\u007f, a.[31mb.c.d.",
        "a\u202eb\u2066c\u200fd\u2028e\ue000\ufeff, a.b.c.d.e..",
        "'a\u0000b\rc\nd\te', a.b.c.d.e"
    })
    void shouldShowOneLineWithoutControlCharacters(String text, String printable) {
        assertThat(Plain.printable(text)).isEqualTo(printable);
        assertThat(Plain.brief(text)).isEqualTo(printable);
    }

    /** The engine must not depend on other packages, so it has its own copy of the rule. */
    @Test
    void shouldShowTheSameCharactersAsTheEngine() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .mapToObj(Character::toString)
                        .filter(text -> !Plain.printable(text).equals(Printable.of(text))))
                .isEmpty();
    }

    @Test
    void shouldShowTheFirstTwoHundredCharacters() {
        assertThat(Plain.brief("\ud83d\ude00".repeat(1 << 20))).isEqualTo("\ud83d\ude00".repeat(200) + "...");
        assertThat(Plain.brief("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Plain.printable("x".repeat(1 << 20))).hasSize(1 << 20);
    }
}

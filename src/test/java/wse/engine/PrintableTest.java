package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @ParameterizedTest
    @CsvSource({
        "plain text, plain text",
        "caf\u00e9 \u4e2d \ud83d\ude00, caf\u00e9 \u4e2d \ud83d\ude00",
        "a\u001b[31mb\u0007c\u0085d, a.[31mb.c.d",
        "a\u202eb\u200fc\u2028d\ue000, a.b.c.d.",
        "Cannot GET /ws?token=abc&user=me now, Cannot GET /ws?token=********&user=******** now",
        "<a href=/ws?token=abc&amp;x=y>, <a href=/ws?token=********&amp;x=********>",
        "1 + 1 = 2, 1 + 1 = 2"
    })
    void shouldShowNeitherControlCharactersNorTheValuesOfAQuery(String text, String printable) {
        assertThat(Printable.of(text)).isEqualTo(printable);
    }

    @Test
    void shouldKeepTheFirstTwoHundredCharacters() {
        assertThat(Printable.of("\ud83d\ude00".repeat(300))).isEqualTo("\ud83d\ude00".repeat(200) + "...");
        assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Printable.of("/?a=" + "b".repeat(1 << 20))).isEqualTo("/?a=********...");
        assertThat(Printable.quoted("\ud800")).isEqualTo("\".\"");
    }
}

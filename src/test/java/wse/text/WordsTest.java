package wse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void shouldJoinAListAsInASentence() {
        assertThat(Words.and(List.of())).isEmpty();
        assertThat(Words.and(List.of("A"))).isEqualTo("A");
        assertThat(Words.and(List.of("A", "B"))).isEqualTo("A and B");
        assertThat(Words.or(List.of("A", "B", "C"))).isEqualTo("A, B or C");
    }
}

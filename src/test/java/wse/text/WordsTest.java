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

    @Test
    void shouldKeepThreeSentencesAndCountTheOthersOfFour() {
        assertThat(Words.few(List.of("a", "b", "c"))).containsExactly("a", "b", "c");
        assertThat(Words.few(List.of("a", "b", "c", "d"))).containsExactly("a (and 3 more cases)");
    }

    @Test
    void shouldBreakTextAtSpaces() {
        assertThat(Words.wrapped("one two three", 7)).containsExactly("one two", "three");
        assertThat(Words.wrapped("one two three", 6)).containsExactly("one", "two", "three");
        assertThat(Words.wrapped("seventeen", 3)).containsExactly("seventeen");
    }

    @Test
    void shouldTurnPartsIntoSentences() {
        assertThat(Words.sentences("the queue is short; wse.tiers sets this; 5 fit"))
                .isEqualTo("The queue is short. wse.tiers sets this. 5 fit.");
    }
}

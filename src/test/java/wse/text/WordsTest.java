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
    void shouldNotBreakANumberFromItsUnit() {
        assertThat(Words.unbroken("within 8.69 ms, 99 % in 2 s at 17,560 connections/s"))
                .isEqualTo("within 8.69\u00a0ms, 99\u00a0% in 2\u00a0s at 17,560\u00a0connections/s");
        assertThat(Words.unbroken("> 99.9 % of 175 B")).isEqualTo(">\u00a099.9\u00a0% of 175\u00a0B");
        assertThat(Words.unbroken("1.3M messages/s, 0.12 GB/s, 2 cores"))
                .isEqualTo("1.3M\u00a0messages/s, 0.12\u00a0GB/s, 2\u00a0cores");
        assertThat(Words.unbroken("5 tiers in 4 sizes: 3 men")).isEqualTo("5 tiers in 4 sizes: 3 men");
    }

    @Test
    void shouldTurnPartsIntoSentences() {
        assertThat(Words.sentences("the queue is short; wse.tiers sets this; 5 fit"))
                .isEqualTo("The queue is short. wse.tiers sets this. 5 fit.");
    }
}

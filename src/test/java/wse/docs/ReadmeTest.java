package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README is the front page: it is short and links to everything else. */
class ReadmeTest {

    private static final int MOST_WORDS = 1_200;

    private static final Page README = Page.read(Path.of("README.md"));

    @Test
    void shouldHaveAtMost1200Words() {
        assertThat(README.text().split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS);
    }

    @Test
    void shouldLinkEveryPageOfReference() {
        assertThat(Page.all())
                .extracting(page -> page.path().toString())
                .filteredOn(path -> path.startsWith("docs/"))
                .isSubsetOf(README.links().stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .toList());
    }
}

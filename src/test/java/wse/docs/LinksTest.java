package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from a page of this repository to another file, or to a heading, has a target that exists. */
class LinksTest {

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLeadToAFileAndAHeadingThatExist(Page page) {
        assertThat(page.links())
                .filteredOn(link -> !link.matches("[a-z]+:.*"))
                .allSatisfy(link -> assertLeadsSomewhere(page, link));
    }

    private static void assertLeadsSomewhere(Page page, String link) {
        String file = link.replaceFirst("#.*", "");
        Path target =
                file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        assertThat(Files.exists(target)).as("%s: file of %s", page, link).isTrue();
        if (link.contains("#")) {
            assertThat(Page.read(target).anchors()).as("headings of %s", target).contains(link.replaceFirst(".*#", ""));
        }
    }
}

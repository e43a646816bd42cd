package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parts that a page copies from the code must be up to date. With {@code -Ddocs.write=true}, the pages are updated
 * instead of checked.
 */
class IncludesTest {

    /** Commands are checked by {@link CommandsTest}; {@code text} is what a program printed. */
    private static final Set<String> NOT_COMPILED = Set.of("sh", "text");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldMatchTheSources(Page page) throws IOException {
        String fresh = Includes.refreshed(page.text());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page.path(), fresh);
            assumeFalse(true, "written, not checked: docs.write=true");
        }
        assertThat(page.text()).as("%s: run again with -Ddocs.write=true", page).isEqualTo(fresh);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldShowNoCodeThatIsNotInATestedFile(Page page) {
        Page rest = new Page(page.path(), Includes.without(page.text()));
        assertThat(rest.blocks())
                .as("%s", page)
                .extracting(Page.Block::language)
                .isSubsetOf(NOT_COMPILED);
    }

    @Test
    void shouldNameTheCoordinatesOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String dependency = Page.read(Path.of("docs/your-server.md")).blocks().stream()
                .map(Page.Block::code)
                .filter(code -> code.startsWith("<dependency>"))
                .findFirst()
                .orElseThrow();

        assertThat(pom).contains(dependency.replaceAll("</?dependency>", "").strip());
    }
}

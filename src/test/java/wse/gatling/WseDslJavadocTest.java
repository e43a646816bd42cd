package wse.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example in the Javadoc of {@link WseDsl} compiles, and a test runs it. */
class WseDslJavadocTest {

    private static final Pattern EXAMPLE = Pattern.compile("<pre>[{]@code\n(.*?)\n *[*] }</pre>", Pattern.DOTALL);

    @Test
    void shouldShowTheScenarioOfATestedSimulation() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("src/main/java/wse/gatling/WseDsl.java")))
                .results()
                .map(WseDslJavadocTest::code)
                .toList();

        assertThat(examples).hasSize(1);
        assertThat(Files.readString(Path.of("src/test/java/wse/examples/HelloSimulation.java")))
                .contains(examples.get(0));
    }

    private static String code(MatchResult example) {
        return example.group(1).replaceAll("(?m)^ [*] ", "    ");
    }
}

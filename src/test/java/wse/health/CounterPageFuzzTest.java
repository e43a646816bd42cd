package wse.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a page of counters contains, its counters are sums that are neither negative nor infinite, and lines that have nothing
 * to do with a counter do not change it.
 */
public class CounterPageFuzzTest {

    private static final int MUTATIONS = 20_000;
    private static final Set<String> NAMES = Set.of("a", "received_total", "wse_connections", "with space");

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(CounterPageFuzzTest.class, CounterPageFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        CounterPage page = CounterPage.parse(text, NAMES);
        NAMES.forEach(name -> checkCounter(page, name));
        switch (input.length % 4) {
            case 0 -> same("blank lines do not matter", page, "\n \n" + text.replace("\n", "\n\n"));
            case 1 -> same("line ends of Windows do not matter", page, text.replace("\n", "\r\n"));
            case 2 -> same("comments do not matter", page, "# HELP a a 1\n# a 1\n<html>\nb 7\n" + text);
            default -> same("nothing is read after the end", page, text + "\n# EOF\na 1\nreceived_total{x=\"y\"} 1\n");
        }
        compareSample(text);
    }

    private static void checkCounter(CounterPage page, String name) {
        OptionalDouble sum = page.sum(name);
        Property.holds(sum.isEmpty() || sum.getAsDouble() >= 0, "a counter is not negative");
        Property.holds(sum.isEmpty() || Double.isFinite(sum.getAsDouble()), "a counter is finite");
        Property.holds(sum.isEmpty() || !page.isEmpty(), "a page with a counter is not empty");
        Property.holds(sum.isEmpty() || !page.unreadable().contains(name), "a counter is readable or not");
    }

    private static void same(String property, CounterPage page, String otherText) {
        CounterPage other = CounterPage.parse(otherText, NAMES);
        NAMES.forEach(name -> Property.same(property, page.sum(name), other.sum(name)));
        Property.same(property, page.unreadable(), other.unreadable());
    }

    /** The first line, written again as OpenMetrics demands, is the same sample. */
    private static void compareSample(String text) {
        String line = text.split("\n", -1)[0];
        Sample.parse(line).ifPresent(sample -> {
            StringBuilder again = new StringBuilder("{").append(quoted(sample.name()));
            sample.labels()
                    .forEach((key, value) ->
                            again.append(',').append(quoted(key)).append('=').append(quoted(value)));
            again.append("} ").append(sample.value());
            Property.same(
                    "a sample that is written again is the same",
                    List.of(sample),
                    Sample.parse(again.toString()).stream().toList());
        });
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}

package wse.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterPageTest {

    /** Pages that OpenMetrics refuses because of blanks or commas that the text format allows. */
    private static final Set<String> FINE_IN_THE_TEXT_FORMAT = Set.of(
            "bad_value_1", "bad_value_2", "bad_value_3", "bad_invalid_labels_6", "bad_missing_or_extra_commas_2");

    /** Exemplars are not read, so they are not checked either. */
    private static final Set<String> BAD_EXEMPLAR_ONLY = Set.of("bad_exemplars_10", "bad_exemplars_11");

    /** Some of the pages are refused for reasons that do not concern a single line, such as the order of lines. */
    private static final List<String> MALFORMED = List.of(
            "bad_exemplars_1",
            "bad_exemplars_12",
            "bad_invalid_labels_",
            "bad_metric_names_",
            "bad_missing_equal_or_label_value_",
            "bad_missing_or_extra_commas_",
            "bad_missing_or_wrong_quotes_on_label_value_",
            "bad_missing_value_",
            "bad_timestamp_",
            "bad_value_");

    private static List<JsonNode> corpus() throws IOException {
        try (InputStream in = CounterPageTest.class.getResourceAsStream("openmetrics-corpus.json")) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
            return cases;
        }
    }

    private static Stream<JsonNode> goodPages() throws IOException {
        return corpus().stream().filter(each -> each.has("samples"));
    }

    private static Stream<JsonNode> badPages() throws IOException {
        return corpus().stream().filter(each -> !each.has("samples"));
    }

    private static Stream<JsonNode> malformedPages() throws IOException {
        return badPages()
                .filter(each -> MALFORMED.stream().anyMatch(each.get("name").asText()::startsWith))
                .filter(each -> !BAD_EXEMPLAR_ONLY.contains(each.get("name").asText()))
                .filter(each ->
                        !FINE_IN_THE_TEXT_FORMAT.contains(each.get("name").asText()));
    }

    private static List<Sample> samples(String page) {
        return page.lines().map(Sample::parse).flatMap(Optional::stream).toList();
    }

    private static Sample sample(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.get("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String value = node.get("value").asText().replace("Inf", "Infinity");
        return new Sample(node.get("name").asText(), labels, Double.parseDouble(value));
    }

    @ParameterizedTest
    @MethodSource("goodPages")
    void shouldReadThePagesOfTheOfficialCorpusAsTheReferenceParserDoes(JsonNode page) {
        List<Sample> expected = new ArrayList<>();
        page.get("samples").forEach(node -> expected.add(sample(node)));

        List<Sample> read = samples(page.get("page").asText());
        assertThat(read).containsAll(expected);
        assertThat(series(read)).isEqualTo(series(expected));
    }

    /** Names and labels only: of several values at the same time, the reference parser keeps only one. */
    private static Set<String> series(List<Sample> samples) {
        return samples.stream()
                .map(sample -> sample.name() + new TreeMap<>(sample.labels()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("malformedPages")
    void shouldNotTakeAValueFromAMalformedLine(JsonNode page) {
        assertThat(samples(page.get("page").asText())).allMatch(sample -> Double.isNaN(sample.value()));
    }

    @ParameterizedTest
    @MethodSource("badPages")
    void shouldFinishReadingEveryBadPage(JsonNode page) {
        CounterPage read = CounterPage.parse(page.get("page").asText(), Set.of("a", "a_total"));

        assertThat(read.unreadable()).isSubsetOf("a", "a_total");
    }

    /** The cases of Prometheus' own parser of the text format (prometheus/common, expfmt), in one line each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "minimal_metric 1.234 # minimal_metric # 1.234",
                "another_metric -3e3 103948 # another_metric # -3000",
                "no_labels{} 3 # no_labels # 3",
                "name {labelname=\"val2\",basename=\"base\\\"v\\\\al\\nue\"} 0.23 1234567890 # name # 0.23",
                "name2{labelname=\"val2\"\t,basename   =   \"basevalue2\"\t\t} +Inf 54321 # name2 # Infinity",
                "name2{ labelname = \"val1\" , }-Inf # name2 # -Infinity",
                "  my_summary{n1=\"val1\",n2=\"val2\",quantile=\"-12.34\",} NaN # my_summary # NaN",
                "my_summary_sum{n1=\"val2\"} 08 15 # my_summary_sum # 8",
                "decoy -1 -2 # decoy # -1",
                "{\"my.metric\",\"label.name\"=\"value\"} 1 # my.metric # 1",
                "{labelname=\"value\", \"my.metric\"} 1 # my.metric # 1",
                "{\"name.with.dots\"} 42.0 # name.with.dots # 42",
                "{\"my\\\"metric\\\\\",\"a\\n\"=\"value\"} 1 # my\"metric\\ # 1"
            })
    void shouldReadTheTextFormat(String line, String name, double value) {
        Sample sample = Sample.parse(line).orElseThrow();

        assertThat(sample.name()).isEqualTo(name);
        assertThat(sample.value()).isEqualTo(Double.valueOf(value));
    }

    @Test
    void shouldUnescapeLabels() {
        assertThat(Sample.parse("a{b=\"1\\\\2\\\"3\\n4\\5 } #\",c=\"\"} 1")
                        .orElseThrow()
                        .labels())
                .isEqualTo(Map.of("b", "1\\2\"3\n4\\5 } #", "c", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "# wse_connections 1",
                "<b>wse_connections</b> 1",
                "wse-connections 1",
                "{} 1",
                "{",
                "\u0000 1",
                "1 wse_connections",
                "\"wse_connections\" 1"
            })
    void shouldSkipLinesThatAreNotSamples(String line) {
        assertThat(Sample.parse(line)).isEmpty();
    }

    private static CounterPage page(String... lines) {
        return CounterPage.parse(String.join("\n", lines), Set.of("a", "b", "c"));
    }

    @Test
    void shouldAddUpLabelsAndReplaceEarlierValuesOfTheSameSeries() {
        CounterPage page =
                page("a{l=\"0\"} 1.5e+03 1700000000000", "a { l=\"1\" } 500\r", "a{l=\"0\"} 1600", "d 7", "b 2");

        assertThat(page.sum("a")).hasValue(2_100);
        assertThat(page.sum("b")).hasValue(2);
        assertThat(page.sum("c")).isEmpty();
        assertThat(page.sum("d")).isEmpty();
        assertThat(page.unreadable()).isEmpty();
    }

    @Test
    void shouldReadNothingAfterTheEnd() {
        assertThat(page("a 1", "# EOF", "a 2").sum("a")).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "NaN", "+Inf", "-1", "", "<b>1</b>", "1 of 5", "0x1p3", "1d", "1_000", "1,000"})
    void shouldNotGuessACounterIfOneOfItsValuesIsNotACount(String value) {
        CounterPage page = page("a{l=\"0\"} 1", "a{l=\"1\"} " + value, "b 5");

        assertThat(page.sum("a")).isEqualTo(OptionalDouble.empty());
        assertThat(page.unreadable()).containsExactly("a");
        assertThat(page.sum("b")).hasValue(5);
    }

    @Test
    void shouldNotReportASumThatIsTooLarge() {
        CounterPage page = page("a{l=\"0\"} 1.7e308", "a{l=\"1\"} 1.7e308");

        assertThat(page.sum("a")).isEmpty();
        assertThat(page.unreadable()).containsExactly("a");
    }

    /** Lines that once took a parser minutes, or its whole stack. */
    @ParameterizedTest
    @ValueSource(strings = {"a{l=\"%s\"} 1", "a{l=\"%s", "a %s", "a 1 %s", "%s 1", "a{%s", "a 1 # %s"})
    void shouldReadLongLinesInTime(String line) {
        for (String part : List.of("1", "\\\\", "\\n", "{", "l=\"x\",", "# ", "a")) {
            CounterPage page = page(line.formatted(part.repeat(100_000)), "b 5");

            assertThat(page.sum("b")).hasValue(5);
        }
    }

    @Test
    void shouldFinishReadingAnyCharacters() {
        String[] parts = {
            "a", "b_total", "{", "}", "\"", "\\", "=", ",", " ", "\t", "1", ".", "e", "-", "+", "#", "\n", "\r", "é"
        };
        Random random = new Random(1);
        for (int run = 0; run < 20_000; run++) {
            String text = random.ints(20, 0, parts.length)
                    .mapToObj(part -> parts[part])
                    .collect(Collectors.joining());
            CounterPage page = CounterPage.parse(text, Set.of("a"));

            assertThat(page.isEmpty() || page.sum("a").orElse(0) >= 0).isTrue();
        }
    }
}

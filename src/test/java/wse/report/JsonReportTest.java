package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.Bound;
import wse.measure.Content;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;

class JsonReportTest {

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldReadBackAnEqualRun(RunResult run) {
        String json = JsonReport.render(run);
        RunResult again = JsonReport.parse(json);

        assertThat(JsonReport.render(again)).isEqualTo(json);
        assertThat(again.equals(run)).isTrue();
    }

    @Test
    void shouldRefuseAnotherSchema() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReport.parse("{\"schema\":\"wse-results/9\"}"))
                .withMessageContaining("schema=wse-results/9");
    }

    @Test
    void shouldRefuseWhatIsNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReport.parse("no results"))
                .withMessageContaining("wse-results/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"verdict\" : \"VALID\" | \"verdict\" : \"GOOD\" | a value that this version knows in verdict: verdict=\"GOOD\"",
                "\"connected\" : 500 | \"connected\" : \"500\" | an integer from 0 to 2^53 - 1 in connected: connected=\"500\"",
                "\"connected\" : 500 | \"connected\" : -1 | an integer from 0 to 2^53 - 1 in connected",
                "\"ramp_seconds\" : | \"ramp_seconds\" : 1e400, \"x\" : | a finite number in ramp_seconds",
                "\"ramp_seconds\" : | \"ramp_seconds\" : 1e18, \"x\" : | seconds with at most nine decimal places",
                "\"ramp_seconds\" : | \"ramp_seconds\" : 1e-10, \"x\" : | seconds with at most nine decimal places",
                "\"findings\" : [ | \"findings\" : [ null ], \"x\" : [ | a list of texts in findings",
                "\"machine\" : { | \"machine\" : null, \"x\" : { | the key machine: it is absent",
                "\"histogram\" : \" | \"histogram\" : \"AAAA | a histogram must be"
            })
    void shouldSayWhichValueNoRunCanHave(String part, String other, String rule) {
        String json = JsonReport.render(Runs.storm());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReport.parse(json.replace(part, other)))
                .withMessageContaining(rule);
    }

    @Test
    void shouldOmitKeysThatDoNotApply() throws Exception {
        JsonNode tier =
                new ObjectMapper().readTree(JsonReport.render(Runs.storm())).at("/tiers/0");

        assertThat(tier.has("messages_sent")).isFalse();
        assertThat(tier.has("survival_percent")).isFalse();
        assertThat(tier.has("ping_outcomes")).isFalse();
        assertThat(tier.at("/latency_us/service").isMissingNode()).isTrue();
        assertThat(tier.at("/client").has("slip_ms_p99")).isFalse();
    }

    @Test
    void shouldShowTheSentRateOverTheWindowAndTheConfirmedOneOverTheWholeFlood() throws Exception {
        JsonNode tier = tier(FloodRuns.throughput(), 2);
        double sent = tier.get("messages_sent").doubleValue();
        double confirmed = tier.get("messages_confirmed").doubleValue();
        double seconds = tier.get("duration_seconds").doubleValue();

        assertThat(tier.get("messages_lost").longValue()).isEqualTo(12_345_678);
        assertThat(tier.get("sent_per_second").doubleValue())
                .isCloseTo(sent / tier.get("window_seconds").doubleValue(), within(1e-3));
        assertThat(tier.get("confirmed_per_second").doubleValue()).isCloseTo(confirmed / seconds, within(1e-3));
        assertThat(tier.get("confirmed_bytes_per_second").doubleValue())
                .isCloseTo(confirmed * 175 / seconds, within(1.0));
        assertThat(seconds).isGreaterThan(tier.get("window_seconds").doubleValue());
    }

    private static RunResult flood(Content content) {
        RunResult run = FloodRuns.throughput();
        TierResult tier = run.tiers().get(0);
        TierShape.Flood json = tier.shape().flood().orElseThrow();
        TierShape shape =
                new TierShape.Flood(json.connections(), json.payloadBytes(), json.format(), content, json.flow());
        return run.withTiers(List.of(new TierResult(shape, tier.client(), tier.server(), tier.findings())));
    }

    /** Only some protocols send floods as JSON. */
    @ParameterizedTest
    @EnumSource(Content.class)
    void shouldSayWhatTheMessagesOfAFloodAre(Content content) {
        RunResult run = flood(content);
        String json = JsonReport.render(run);
        String label = content == Content.FORMATTED ? "json" : content.label();

        assertThat(ResultsSchema.errors(json)).isEmpty();
        assertThat(json.contains("\"content\"")).isEqualTo(content != Content.FORMATTED);
        assertThat(JsonReport.parse(json).equals(run)).isTrue();
        assertThat(Header.lines(run).get("flood")).contains(" B of " + label + ", ");
        assertThat(Variant.FORMAT.of(run.tiers().get(0))).isEqualTo(label);
    }

    @Test
    void shouldNameTheShapeOfAFloodAndItsBottleneck() throws Exception {
        JsonNode tier = tier(FloodRuns.throughputEcho(), 1);

        assertThat(tier.get("direction").asText()).isEqualTo("echo");
        assertThat(tier.get("frames_per_write").asText()).isEqualTo("1");
        assertThat(tier.get("mask").asText()).isEqualTo("fresh");
        assertThat(tier.get("frame_bytes").intValue()).isEqualTo(183);
        assertThat(tier.get("in_flight").intValue()).isEqualTo(16);
        assertThat(tier.get("decode").asText()).isEqualTo("frames");
        assertThat(tier.get("bound_by").asText()).isEqualTo("client");
        assertThat(tier.get("blocked_percent").doubleValue()).isCloseTo(3.1, within(1e-6));
        assertThat(tier.get("messages_received")).isEqualTo(tier.get("messages_confirmed"));
        assertThat(tier.get("barrier_pings_sent").longValue()).isEqualTo(550_000);
        assertThat(tier.at("/server/sent").isMissingNode()).isFalse();
        assertThat(tier.at("/client/loop_cpu_percent_max").isMissingNode()).isFalse();
    }

    @Test
    void shouldShowNoSentRateIfTheServerSends() throws Exception {
        JsonNode tier = tier(FloodRuns.throughputIn(), 1);

        assertThat(tier.has("sent_per_second")).isFalse();
        assertThat(tier.has("in_flight")).isFalse();
        assertThat(tier.has("mask")).isFalse();
        assertThat(tier.get("messages_malformed").longValue()).isEqualTo(17);
    }

    @Test
    void shouldWriteWrongEchoesByTheirNames() throws Exception {
        JsonNode tier = tier(FloodRuns.wrongEchoes(), 1);

        assertThat(tier.get("messages_garbled").longValue()).isEqualTo(10_705);
        assertThat(tier.get("messages_missing").longValue()).isEqualTo(1);
        assertThat(tier.get("messages_duplicated").longValue()).isEqualTo(2);
        assertThat(tier.get("messages_reordered").longValue()).isEqualTo(3);
        assertThat(tier.get("messages_foreign").longValue()).isEqualTo(4);
        assertThat(tier(FloodRuns.throughputEcho(), 1).has("messages_garbled")).isFalse();
    }

    @Test
    void shouldWriteTheAccountOfAFloodThatSentNothing() throws Exception {
        JsonNode tier = tier(FloodRuns.nothingSent(), 0);

        assertThat(tier.get("messages_sent").longValue()).isZero();
        assertThat(tier.get("confirmed_bytes_per_second").doubleValue()).isZero();
        assertThat(tier.has("bound_by")).isFalse();
    }

    @Test
    void shouldReadResultsFromBeforeFloodsExisted() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("results-before-floods.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            RunResult run = JsonReport.parse(json);

            assertThat(ResultsSchema.errors(json)).isEmpty();
            assertThat(run.tiers().get(0).clientUsage().orElseThrow().loopCpuPercentMax())
                    .isNull();
            assertThat(run.tiers().get(0).server().sent()).isNull();
            assertThat(run.tiers().get(0).bound()).isEqualTo(Bound.UNKNOWN);
            assertThat(new ObjectMapper().readTree(JsonReport.render(run)))
                    .isEqualTo(withoutPercentilesOfFewValues(new ObjectMapper().readTree(json)));
        }
    }

    @Test
    void shouldReadTheProgramsThatOlderVersionsWroteAsAFinding() throws Exception {
        JsonNode written = new ObjectMapper().readTree(JsonReport.render(Runs.storm()));
        ((ObjectNode) written.at("/tiers/0"))
                .putArray("findings")
                .add("other programs that used a lot of CPU meanwhile: java (pid 1), mvn (pid 2)")
                .add("something else");

        RunResult run = JsonReport.parse(written.toString());

        assertThat(run.tiers().get(0).server().otherPrograms()).containsExactly("java (pid 1)", "mvn (pid 2)");
        assertThat(run.tiers().get(0).findings()).containsExactly("something else");
        String json = JsonReport.render(run);
        assertThat(ResultsSchema.errors(json)).isEmpty();
        assertThat(JsonReport.parse(json)).isEqualTo(run);
    }

    @Test
    void shouldMaskSecretsThatOlderVersionsWrote() {
        String written = JsonReport.render(Runs.storm())
                .replace("\"wse.engine\"", "\"wse.path\" : \"/live?token=s3cret\", \"wse.engine\"");

        RunResult run = JsonReport.parse(written);

        assertThat(written).contains("s3cret");
        assertThat(run.config()).containsEntry("wse.path", "/live?token=********");
        assertThat(HtmlReport.render(run) + MarkdownReport.render(run)).doesNotContain("s3cret");
    }

    /** Older versions wrote p99.9 and p99.99 for any number of values; in this file, it is 100 and 200. */
    private static JsonNode withoutPercentilesOfFewValues(JsonNode run) {
        run.at("/tiers/0/latency_us").forEach(kind -> ((ObjectNode) kind).remove(List.of("p99_9", "p99_99")));
        return run;
    }

    private static JsonNode tier(RunResult run, int index) throws Exception {
        return new ObjectMapper().readTree(JsonReport.render(run)).at("/tiers/" + index);
    }
}

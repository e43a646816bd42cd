package wse.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.text.Plain;

/**
 * Writes and reads {@code results.json}. The contract is {@code wse-results/1}, whose schema is the resource
 * {@code wse-results-1.schema.json} next to this class. Reading a written file produces an equal {@link RunResult}, so that
 * every other report can be rendered from it. The file does not contain the slip and caveats of a measurement, but the usage
 * and findings derived from them. Keys that do not apply are absent.
 *
 * <p>Stateless; any thread.
 */
public final class JsonReport {

    /** The contract's name and version, the value of the key {@code schema}. */
    public static final String SCHEMA = "wse-results/1";

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .addMixIn(RunResult.Machine.class, WithoutEmptyLists.class)
            .addMixIn(RunResult.Target.class, WithoutEmptyLists.class)
            .addMixIn(ServerUsage.class, WithoutEmptyLists.class)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Keys that do not apply are absent. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private interface WithoutEmptyLists {}

    /** Far more than any run has; a few bytes of a tier can stand for a megabyte of histograms. */
    private static final int MOST_TIERS = 2_000;

    private JsonReport() {}

    /** The run as one JSON object, indented, ending in a line feed. */
    public static String render(RunResult run) {
        try {
            return MAPPER.writer(new DefaultPrettyPrinter()).writeValueAsString(toJson(run)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result must be writable as JSON", e);
        }
    }

    /**
     * The run that {@link #render} wrote.
     *
     * @throws IllegalArgumentException if the text is not a {@code wse-results/1} object
     */
    public static RunResult parse(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            Keys.requireFinite("results", node);
            return fromJson(printable(node));
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "results must be a " + SCHEMA + " object: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** The file may come from anybody, and its texts are shown on the console. */
    private static JsonNode printable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(printable(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, printable(array.get(i)));
            }
        }
        return node.isTextual() ? TextNode.valueOf(Plain.printable(node.textValue())) : node;
    }

    private static ObjectNode toJson(RunResult run) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("schema", SCHEMA);
        node.put("test", run.test().label());
        node.put("simulation", run.simulation());
        node.put("engine", run.engine());
        node.put("started_at", run.startedAt().toString());
        node.set("config", MAPPER.valueToTree(run.config()));
        node.set("machine", MAPPER.valueToTree(run.machine()));
        node.set("target", MAPPER.valueToTree(run.target()));
        node.put("gatling_report", run.gatlingReport().orElse(null));
        run.warmUp().ifPresent(warmUp -> node.set("warm_up", warmUp(warmUp)));
        run.incomplete().ifPresent(why -> node.put("incomplete", why));
        run.connectionLimit()
                .ifPresent(connectionLimit -> node.set("ceiling", ConnectionLimitJson.write(connectionLimit)));
        ArrayNode tiers = node.putArray("tiers");
        run.tiers().forEach(tier -> tiers.add(TierJson.write(tier)));
        return node;
    }

    private static ObjectNode warmUp(RunResult.WarmUp warmUp) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("connections", warmUp.connections())
                .put("pings", warmUp.pings());
        if (warmUp.messages() > 0) {
            node.put("messages", warmUp.messages());
        }
        return node.put("duration_seconds", Keys.seconds(warmUp.duration()));
    }

    private static RunResult fromJson(JsonNode node) {
        if (!SCHEMA.equals(node.path("schema").asText())) {
            throw new IllegalArgumentException("results must be a " + SCHEMA + " object: schema="
                    + node.path("schema").asText("absent") + "; give the results.json of a run");
        }
        TestKind test = test(node);
        List<TierResult> tiers = new ArrayList<>();
        for (JsonNode tier : Keys.list(node, "tiers", MOST_TIERS)) {
            tiers.add(TierJson.read(test, tier));
        }
        Map<String, String> config = config(node);
        // Older versions wrote some secrets.
        config.replaceAll(Config::masked);
        return new RunResult(
                test,
                Keys.text(node, "simulation"),
                Keys.text(node, "engine"),
                Instant.parse(Keys.word(node, "started_at")),
                config,
                Keys.object(node, "machine", RunResult.Machine.class),
                Keys.object(node, "target", RunResult.Target.class),
                Optional.ofNullable(Keys.text(node, "gatling_report")),
                Optional.ofNullable(node.get("warm_up")).map(JsonReport::readWarmUp),
                Optional.ofNullable(Keys.text(node, "incomplete")),
                tiers,
                node.has("ceiling") ? Optional.of(ConnectionLimitJson.read(node.get("ceiling"))) : Optional.empty());
    }

    private static Map<String, String> config(JsonNode node) {
        Map<String, String> config = new LinkedHashMap<>();
        JsonNode values = Keys.required(node, "config");
        values.properties().forEach(entry -> config.put(entry.getKey(), Keys.word(values, entry.getKey())));
        return config;
    }

    private static TestKind test(JsonNode node) {
        String label = Keys.word(node, "test");
        return TestKind.of(label)
                .orElseThrow(() -> new IllegalArgumentException(
                        "results must be of a test that this version knows: test=" + label));
    }

    private static RunResult.WarmUp readWarmUp(JsonNode node) {
        return new RunResult.WarmUp(
                Keys.connections(node),
                Keys.integer(node, "pings"),
                Keys.count(node, "messages"),
                Keys.duration(node, "duration_seconds"));
    }
}

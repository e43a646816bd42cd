package wse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;
import wse.measure.RunResult;

/**
 * Whatever {@code results.json} contains is either read or refused with one clear sentence. What has been read can be
 * rendered, and is the same when it is written again. An input that begins like JSON is the file. Any other input
 * changes the results of a test: the first byte chooses the results, and each group of four bytes chooses a value and
 * what happens to it.
 */
public class JsonReportFuzzTest {

    private static final int MUTATIONS = 300;
    private static final int EDIT_BYTES = 4;
    private static final int MOST_EDITS = 8;
    /** HTML takes much longer than the rest. */
    private static final int RENDERED_AS_HTML = 64;

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<JsonNode> RESULTS =
            Runs.all().map(JsonReportFuzzTest::json).toList();
    private static final List<String> VALUES = List.of(
            "null",
            "-1",
            "0",
            "1",
            "1.5",
            "1e999",
            "1e-400",
            "1e1000000000",
            "1E-1000000000",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"1\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"OK\"",
            "\"VALID\"",
            "\"ECHO\"",
            "\"open\"",
            "\"2026-01-01T00:00:00Z\"",
            "true",
            "[]",
            "{}",
            "[null]",
            "[1]",
            "[\"x\"]",
            "{\"\":null}",
            "{\"OK\":1}");

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(JsonReportFuzzTest.class, JsonReportFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        boolean isJson = input.length > 0 && (input[0] == '{' || input[0] <= ' ' && input[0] > 0);
        String text = isJson
                ? new String(input, StandardCharsets.UTF_8)
                : edited(ByteBuffer.wrap(input)).toString();
        RunResult run;
        try {
            run = JsonReport.parse(text);
        } catch (IllegalArgumentException refused) {
            checkSentence(refused.getMessage());
            return;
        }
        String written = JsonReport.render(run);
        Property.same("what is written again is the same", written, JsonReport.render(JsonReport.parse(written)));
        TextReport.render(run, false);
        MarkdownReport.render(run);
        if (text.hashCode() % RENDERED_AS_HTML == 0) {
            HtmlReport.render(run);
        }
    }

    private static void checkSentence(String message) {
        Property.holds(message != null && message.length() > 20, "a refusal says why");
        Property.holds(message.lines().count() == 1, "a refusal is one line: " + message);
        Property.holds(
                !message.contains("Exception")
                        && !message.contains("enum constant")
                        && !message.contains("Cannot invoke"),
                "a refusal is written for people: " + message);
    }

    private static JsonNode json(RunResult run) {
        try {
            return JSON.readTree(JsonReport.render(run));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("results must be JSON", e);
        }
    }

    private static JsonNode edited(ByteBuffer edits) {
        JsonNode results = RESULTS.get(edits.hasRemaining() ? Math.floorMod(edits.get(), RESULTS.size()) : 0)
                .deepCopy();
        for (int i = 0; i < MOST_EDITS && edits.remaining() >= EDIT_BYTES; i++) {
            edit(results, edits.getChar(), edits.get() & 0xff, edits.get() & 0xff);
        }
        return results;
    }

    private static void edit(JsonNode results, int which, int change, int value) {
        List<JsonNode> parents = new ArrayList<>();
        addParents(results, parents);
        JsonNode parent = parents.get(which % parents.size());
        if (parent instanceof ArrayNode array && !array.isEmpty()) {
            int index = which / parents.size() % array.size();
            array.set(index, changed(array.get(index), change, value));
        } else if (parent instanceof ObjectNode object && !object.isEmpty()) {
            Iterator<String> names = object.fieldNames();
            String name = names.next();
            for (int skip = which / parents.size() % object.size(); skip > 0; skip--) {
                name = names.next();
            }
            if (change == 0) {
                object.remove(name);
            } else {
                object.set(name, changed(object.get(name), change, value));
            }
        }
    }

    private static void addParents(JsonNode node, List<JsonNode> parents) {
        if (node.isContainerNode()) {
            parents.add(node);
            node.forEach(child -> addParents(child, parents));
        }
    }

    private static JsonNode changed(JsonNode old, int change, int value) {
        if (old.isTextual() && change >= 0x80) {
            return JSON.getNodeFactory().textNode(changed(old.textValue(), change & 0x7f, value));
        }
        try {
            return JSON.readTree(VALUES.get(value % VALUES.size()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the values must be JSON", e);
        }
    }

    /** Changes a byte of an encoded histogram, or a character of any other text. */
    private static String changed(String old, int at, int value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(old);
            if (bytes.length > 0) {
                bytes[at % bytes.length] ^= (byte) value;
            }
            return Base64.getEncoder().encodeToString(bytes);
        } catch (IllegalArgumentException e) {
            int index = old.isEmpty() ? 0 : at % old.length();
            return old.substring(0, index) + (char) value + old.substring(index);
        }
    }
}

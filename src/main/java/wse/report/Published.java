package wse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import wse.config.SuiteTest;

/**
 * The figures of the published suite, which a suite shows beside its own. They are the resource {@code published.json}.
 *
 * @param facts what is known of its machine and settings, by the names of {@link SuiteMachine}
 */
record Published(String source, Map<String, String> facts, Map<String, String> memory, List<Figures> tables) {

    private static final String RESOURCE = "wse/report/published.json";
    private static final Published ALL = read();

    /**
     * A published table.
     *
     * @param test the test's title, which begins with its number
     * @param name empty for the only table of a test
     */
    record Figures(String test, String name, List<String> columns, List<List<String>> rows) {

        /** The row whose first cell is this number; empty if there is none. */
        Optional<List<String>> row(int key) {
            return rows.stream().filter(row -> number(row.get(0)) == key).findFirst();
        }

        /** The numbers in the first column. */
        List<Integer> keys() {
            return rows.stream().map(row -> number(row.get(0))).toList();
        }

        /** The columns after the first one, marked as published. */
        List<Table.Column> marked() {
            return columns.stream()
                    .skip(1)
                    .map(name -> new Table.Column(name + " (published)", true))
                    .toList();
        }

        /** The whole table under a title that says where it comes from. */
        Table asTable() {
            return new Table(
                    (name.isEmpty() ? test : name) + ", published",
                    ALL.machine() + (name.isEmpty() ? "." : ". Messages were counted when they were sent."),
                    columns.stream()
                            .map(column -> new Table.Column(column, true))
                            .toList(),
                    rows.stream()
                            .map(row -> new Table.Row(row, Table.Mood.GOOD))
                            .toList());
        }
    }

    static Published figures() {
        return ALL;
    }

    /** The tables of a test. */
    List<Figures> of(SuiteTest test) {
        String prefix = "Test " + test.number() + ":";
        return tables.stream().filter(table -> table.test().startsWith(prefix)).toList();
    }

    /** The machine in a few words. */
    String machine() {
        return facts.get(SuiteMachine.CPU) + ", " + facts.get(SuiteMachine.CORES) + ", "
                + facts.get(SuiteMachine.MEMORY);
    }

    /** As in {@code 10,000}, {@code 10K} and {@code 64 KB}. */
    static int number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        int factor = text.contains("KB") ? 1_024 : text.endsWith("K") ? 1_000 : 1;
        return Integer.parseInt(digits) * factor;
    }

    /**
     * A figure with its suffix or unit, as in {@code 14.7M}, {@code 15,020/s} and {@code 59.8 ms}; a time becomes
     * microseconds.
     */
    static double value(String text) {
        double number = Double.parseDouble(text.replaceAll("[^0-9.]", ""));
        if (text.endsWith(" ms")) {
            return number * 1_000;
        }
        return text.endsWith("M") ? number * 1e6 : text.endsWith("K") ? number * 1e3 : number;
    }

    private static Published read() {
        try {
            JsonNode node = JsonReport.MAPPER.readTree(Resources.text(RESOURCE));
            List<Figures> tables = new ArrayList<>();
            node.path("tables").forEach(table -> tables.add(table(table)));
            return new Published(node.path("source").asText(), facts(node), memory(node.path("memory")), tables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(RESOURCE + " must be JSON", e);
        }
    }

    private static Figures table(JsonNode table) {
        List<List<String>> rows = new ArrayList<>();
        table.path("rows").forEach(row -> rows.add(texts(row)));
        return new Figures(
                table.path("test").asText(), table.path("table").asText(), texts(table.path("columns")), rows);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Map<String, String> facts(JsonNode node) {
        JsonNode machine = node.path("machine");
        JsonNode tuning = node.path("os_tuning");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(SuiteMachine.CPU, machine.path("cpu").asText());
        facts.put(
                SuiteMachine.CORES,
                machine.path("cores").asText() + " cores, "
                        + machine.path("threads").asText() + " threads");
        facts.put(SuiteMachine.MEMORY, machine.path("memory_gb").asText() + " GB");
        facts.put(SuiteMachine.SYSTEM, machine.path("os").asText());
        facts.put(SuiteMachine.NETWORK, machine.path("network").asText());
        facts.put(SuiteMachine.SERVER, "wse-server 2.0.0");
        facts.put(SuiteMachine.CLIENT, "wse-bench 0.1.0 (Rust)");
        tuning.properties()
                .forEach(entry -> facts.put(entry.getKey(), entry.getValue().asText()));
        facts.put(SuiteMachine.SOURCES, tuning.path("source_addresses").asText());
        return facts;
    }

    private static Map<String, String> memory(JsonNode node) {
        Map<String, String> memory = new LinkedHashMap<>();
        memory.put(SuiteMemory.BASELINE, node.path("server_baseline_mb").asText() + " MB");
        memory.put(SuiteMemory.EACH, node.path("server_per_connection_kb").asText() + " KB");
        memory.put(
                SuiteMemory.PEAK,
                node.path("server_peak_100k_64kb_gb").asText() + " GB (100,000 connections, messages of 64 KB)");
        memory.put(
                SuiteMemory.TOGETHER,
                node.path("all_at_500k_gb").asText() + " GB of client, server and kernel (499,000 connections)");
        return memory;
    }
}

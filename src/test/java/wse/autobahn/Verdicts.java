package wse.autobahn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Autobahn's verdicts on some implementations, by case. */
record Verdicts(List<Verdict> all) {

    /**
     * The suite's verdict on one case.
     *
     * @param agent the implementation
     * @param id number of the case, such as {@code 6.4.1}
     * @param behavior whether the messages were right
     * @param close whether the connection was closed properly
     */
    record Verdict(String agent, String id, String behavior, String close) {

        private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

        boolean isGood() {
            return GOOD.contains(behavior) && GOOD.contains(close);
        }

        @Override
        public String toString() {
            return agent + " " + id + ": " + behavior + ", close " + close;
        }
    }

    static Verdicts read(Path index) throws IOException {
        List<Verdict> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> agent :
                new ObjectMapper().readTree(index.toFile()).properties()) {
            agent.getValue().properties().forEach(each -> all.add(verdict(agent.getKey(), each)));
        }
        return new Verdicts(all);
    }

    private static Verdict verdict(String agent, Map.Entry<String, JsonNode> one) {
        return new Verdict(
                agent,
                one.getKey(),
                one.getValue().path("behavior").asText(),
                one.getValue().path("behaviorClose").asText());
    }

    static Verdicts sum(List<Verdicts> parts) {
        return new Verdicts(parts.stream().flatMap(part -> part.all.stream()).toList());
    }

    List<Verdict> bad() {
        return all.stream().filter(verdict -> !verdict.isGood()).toList();
    }

    /** For each implementation, the number of cases with each verdict, and the cases that did not pass strictly. */
    @Override
    public String toString() {
        return all.stream()
                .map(Verdict::agent)
                .distinct()
                .sorted()
                .map(this::line)
                .collect(Collectors.joining("\n"));
    }

    private String line(String agent) {
        List<Verdict> own =
                all.stream().filter(verdict -> verdict.agent.equals(agent)).toList();
        Map<String, Long> counts =
                own.stream().collect(Collectors.groupingBy(Verdict::behavior, TreeMap::new, Collectors.counting()));
        List<String> lenient = own.stream()
                .filter(verdict -> !verdict.behavior.equals("OK"))
                .map(verdict -> verdict.id + " " + verdict.behavior)
                .toList();
        return "Autobahn on " + agent + ": " + own.size() + " cases, " + counts + " " + lenient;
    }
}

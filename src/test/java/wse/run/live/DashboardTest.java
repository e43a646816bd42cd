package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dashboard for Grafana queries only what the endpoint of a run serves. */
@Timeout(60)
class DashboardTest {

    private static final Path DASHBOARD = Path.of("deploy/grafana/wse-stress.json");

    private static final Pattern NAME = Pattern.compile("\\bwse_stress_[a-z_]+");
    /** A label of a selector or an aggregation. */
    private static final Pattern SELECTED = Pattern.compile("([a-z]+)(?:=~|!=|!~|=)\"");

    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([a-z, ]+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z]+)}}");

    /** Prometheus adds this label to whatever it reads. */
    private static final String INSTANCE = "instance";

    private static Map<String, Set<String>> served;
    private static JsonNode dashboard;

    @BeforeAll
    static void read() throws Exception {
        dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        try (LiveEndpoint endpoint = LiveEndpoint.open(LiveEndpointTest.all(), "127.0.0.1", 0)) {
            served = Page.parse(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(endpoint.url()))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .labels();
        }
    }

    /** A query with the legend of its values, which is empty for a variable. */
    private record Query(String expression, String legend) {}

    private static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.add(new Query(
                                target.path("expr").asText(),
                                target.path("legendFormat").asText()))));
        dashboard.path("templating").path("list").forEach(variable -> {
            if (variable.path("type").asText().equals("query")) {
                queries.add(new Query(variable.path("definition").asText(), ""));
            }
        });
        return queries;
    }

    @Test
    void shouldQueryOnlyMetricsThatARunServes() {
        assertThat(queries()).hasSizeGreaterThan(15).allSatisfy(query -> {
            assertThat(names(query)).isNotEmpty();
            assertThat(served.keySet()).containsAll(names(query));
        });
    }

    @Test
    void shouldUseOnlyLabelsThatTheMetricsHave() {
        assertThat(queries()).allSatisfy(query -> {
            Set<String> known = names(query).stream()
                    .map(served::get)
                    .reduce((one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet()))
                    .map(HashSet::new)
                    .orElseThrow();
            known.add(INSTANCE);
            assertThat(known).as(query.expression()).containsAll(labels(query));
        });
    }

    @Test
    void shouldShowEveryMetricThatChangesDuringARun() {
        Set<String> shown =
                queries().stream().flatMap(query -> names(query).stream()).collect(Collectors.toSet());

        assertThat(LiveEndpointTest.names())
                .filteredOn(name -> !name.equals(Metric.RUN_START.prometheusName()))
                .isSubsetOf(shown);
    }

    private static Set<String> names(Query query) {
        return NAME.matcher(query.expression())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Set<String> labels(Query query) {
        return Stream.of(
                        SELECTED.matcher(query.expression()).results().map(match -> match.group(1)),
                        GROUPED.matcher(query.expression())
                                .results()
                                .flatMap(match -> Stream.of(match.group(1).split(", "))),
                        LEGEND.matcher(query.legend()).results().map(match -> match.group(1)))
                .flatMap(all -> all)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Prometheus reads {@code /metrics} unless the configuration says otherwise. */
    @Test
    void shouldShowAConfigurationForPrometheusThatFits() throws Exception {
        JsonNode job = new YAMLMapper()
                .readTree(Files.readString(Path.of("deploy/grafana/prometheus.yaml")))
                .at("/scrape_configs/0");

        assertThat(job.has("metrics_path")).isFalse();
        assertThat(job.path("scrape_interval").asText()).isEqualTo("2s");
        assertThat(job.at("/static_configs/0/targets/0").asText()).isEqualTo("127.0.0.1:9464");
    }

    @Test
    void shouldHaveOnePlaceForEachPanel() throws IOException {
        Set<String> places = new HashSet<>();
        dashboard
                .path("panels")
                .forEach(panel -> assertThat(places.add(panel.path("gridPos").path("x") + ","
                                + panel.path("gridPos").path("y")))
                        .as(panel.path("title").asText())
                        .isTrue());
        assertThat(places).hasSize(dashboard.path("panels").size());
    }
}

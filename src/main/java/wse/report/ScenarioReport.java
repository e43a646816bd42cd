package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Percentile;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.text.Units;

/** Reports on simulations that users have written: a row for each request. */
final class ScenarioReport implements TestReport {

    private static final String HOW_TO_READ =
            "Time to the ready message, the answer, or the close. Unanswered requests count with their time-out.";

    private static final Percentile[] PERCENTILES = {
        Percentile.P50, Percentile.P90, Percentile.P95, Percentile.P99, Percentile.P99_9
    };

    @Override
    public List<Table> tables(RunResult run) {
        List<Table.Column> columns = new ArrayList<>(List.of(
                new Table.Column("Request", false),
                new Table.Column("Step", false),
                new Table.Column("Attempts", true)));
        Stream.of(PERCENTILES).forEach(percentile -> columns.add(new Table.Column(percentile.label(), true)));
        columns.add(new Table.Column("max", true));
        columns.add(new Table.Column("Failed", true));
        columns.add(new Table.Column("Outcomes other than OK", false));
        columns.add(new Table.Column("Verdict", false));
        List<Table.Row> rows = run.tiers().stream()
                .flatMap(tier -> requests(tier).map(request -> row(tier, request)))
                .toList();
        return List.of(new Table("Requests", HOW_TO_READ, columns, rows, legend(run)));
    }

    private static Stream<RequestFigures> requests(TierResult tier) {
        return tier.measured().figures().requests().stream();
    }

    private static Table.Row row(TierResult tier, RequestFigures request) {
        OutcomeCounts outcomes = request.outcomes();
        long failed = outcomes.total() - outcomes.of(Outcome.OK);
        List<String> cells =
                new ArrayList<>(List.of(request.name(), request.step().label(), Units.count(outcomes.total())));
        Stream.of(PERCENTILES).forEach(percentile -> cells.add(Units.micros(percentile.of(request.service()))));
        cells.add(
                request.service().getTotalCount() == 0
                        ? Units.NONE
                        : Units.micros(request.service().getMaxValue()));
        cells.add(Units.count(failed));
        cells.add(others(outcomes));
        cells.add(tier.verdict().name());
        Table.Mood mood = TableBuilder.mood(tier);
        return new Table.Row(cells, mood == Table.Mood.FAILURES && failed == 0 ? Table.Mood.GOOD : mood);
    }

    private static String others(OutcomeCounts outcomes) {
        return outcomes.failures().entrySet().stream()
                .map(row -> Units.count(row.getValue()) + " " + row.getKey())
                .collect(Collectors.joining(", "));
    }

    private static List<String> legend(RunResult run) {
        List<RequestFigures> all =
                run.tiers().stream().flatMap(ScenarioReport::requests).toList();
        TreeSet<Percentile> missing = new TreeSet<>();
        all.stream()
                .map(RequestFigures::service)
                .filter(service -> service.getTotalCount() > 0)
                .forEach(service -> Stream.of(PERCENTILES)
                        .filter(percentile -> !percentile.isCarriedBy(service))
                        .forEach(missing::add));
        List<String> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add(missing.stream()
                    .map(percentile -> percentile.label() + " needs " + Units.count(percentile.leastValues()))
                    .collect(Collectors.joining(", ", "-: too few values (", ").")));
        }
        all.stream()
                .filter(request -> request.step() != Step.CONNECT)
                .forEach(request -> request.outcomes()
                        .details()
                        .forEach((outcome, detail) ->
                                lines.add(outcome + " of " + request.name() + ", for example: " + detail.text())));
        return lines;
    }

    @Override
    public String answer(RunResult run) {
        return Answers.scenario(run);
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        List<Hero> heroes = new ArrayList<>(Hero.latencies(run, LatencyKind.SERVICE));
        heroes.add(Hero.failedRequests(run));
        heroes.add(Hero.failed(run));
        return heroes;
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return Stream.concat(run.tiers().stream().flatMap(ScenarioReport::chart), Charts.connectLatency(run))
                .toList();
    }

    /** A line for each request that the server answers, or for the most frequent ones if there are too many to distinguish. */
    private static Stream<Chart> chart(TierResult tier) {
        List<RequestFigures> all = requests(tier)
                .filter(request -> request.step().isAnswered())
                .filter(request -> request.service().getTotalCount() > 0)
                .sorted(Comparator.comparingLong(request -> -request.service().getTotalCount()))
                .toList();
        List<RequestFigures> answered = all.stream().limit(Charts.MOST_LINES).toList();
        List<Double> xs = Charts.percentileAxis(answered.stream()
                .map(RequestFigures::service)
                .mapToLong(Histogram::getTotalCount)
                .max()
                .orElse(0));
        List<Chart.Series> lines = new ArrayList<>();
        for (RequestFigures request : answered) {
            lines.add(new Chart.Series(
                    request.name(),
                    lines.size(),
                    answered.size(),
                    false,
                    Charts.curve(request.service(), xs),
                    List.of()));
        }
        return lines.isEmpty()
                ? Stream.empty()
                : Stream.of(new Chart(
                        "Service latency of the requests",
                        "All values; the slowest are on the right." + leftOut(all.size() - answered.size()),
                        "percentile",
                        "us",
                        xs,
                        lines));
    }

    private static String leftOut(int requests) {
        return requests == 0
                ? ""
                : " The " + Charts.MOST_LINES + " most frequent requests; " + requests + " more are only in the table.";
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        return new TierShape.Scenario(Keys.connections(tier));
    }

    @Override
    public TestFigures readFigures(JsonNode tier) {
        return new TestFigures.Scenario(RequestsJson.read(tier));
    }
}

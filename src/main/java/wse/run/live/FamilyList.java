package wse.run.live;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import wse.measure.OutcomeCounts;

/** Collects the values of metrics. Confined to the thread that makes it. */
final class FamilyList {

    private final String test;
    private final Map<Metric, List<Family.Point>> points = new EnumMap<>(Metric.class);

    /** @param test the label {@code test} of each value */
    FamilyList(String test) {
        this.test = test;
    }

    void addRun(LiveMetrics.Run run) {
        add(Metric.RUN, Map.of("run", run.id()), 1);
        add(Metric.RUN_START, Map.of(), run.startedAt().toEpochMilli() / 1e3);
    }

    void addCounters(String tier, TierCounters counters) {
        Map<String, String> only = Map.of("tier", tier);
        addOutcomes(Metric.CONNECTS, tier, counters.attempts());
        addOutcomes(Metric.CONNECTIONS_LOST, tier, counters.lost());
        add(Metric.PINGS_ANSWERED, only, counters.pingsAnswered());
        add(Metric.PINGS_FAILED, only, counters.pingsFailed());
        add(Metric.MESSAGES_CONFIRMED, only, counters.messagesConfirmed());
        counters.latencies()
                .forEach((kind, buckets) -> add(
                        Metric.LATENCY,
                        new Family.Point(
                                labels(Metric.LATENCY, Map.of("tier", tier, "kind", kind.key())), 0, buckets)));
    }

    private void addOutcomes(Metric metric, String tier, OutcomeCounts counts) {
        counts.asMap().forEach((outcome, count) -> add(metric, Map.of("tier", tier, "outcome", outcome.name()), count));
    }

    void add(Metric metric, Map<String, String> labels, double value) {
        add(metric, new Family.Point(labels(metric, labels), value));
    }

    private void add(Metric metric, Family.Point point) {
        points.computeIfAbsent(metric, first -> new ArrayList<>()).add(point);
    }

    private Map<String, String> labels(Metric metric, Map<String, String> others) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("test", test);
        metric.labels().forEach(name -> labels.put(name, others.get(name)));
        return labels;
    }

    /** The metrics that have values, in the order of their declaration. */
    List<Family> toList() {
        return points.entrySet().stream()
                .map(entry -> new Family(entry.getKey(), entry.getValue()))
                .toList();
    }
}

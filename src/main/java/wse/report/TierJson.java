package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.CompressionUse;
import wse.measure.Histograms;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.Percentile;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TimeSeries;
import wse.measure.Verdict;

/**
 * Writes and reads one tier, an element of {@code tiers}. Derived figures (rates, percentages, percentiles) are written for
 * readers of the file, but not read back, because the counts and histograms they are derived from are in the file, too.
 */
final class TierJson {

    /** Earlier versions wrote the programs that took the server's CPU as a finding that begins like this. */
    private static final String OTHER_PROGRAMS = "other programs that used a lot of CPU meanwhile: ";

    private TierJson() {}

    static ObjectNode write(TierResult tier) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode();
        writeShape(node, tier);
        node.put("verdict", tier.verdict().name());
        if (tier.bound() != Bound.UNKNOWN) {
            node.put("bound_by", tier.bound().label());
        }
        node.set(
                "reasons",
                JsonReport.MAPPER.valueToTree(
                        tier.reasons().stream().map(Reason::sentence).toList()));
        node.set("findings", JsonReport.MAPPER.valueToTree(tier.findings()));
        writeTimes(node, tier);
        writeMessages(node, tier);
        if (!tier.measured().compression().isNone()) {
            node.set("compression", CompressionJson.write(tier));
        }
        ObjectNode latencies = node.putObject("latency_us");
        tier.measured().latencies().forEach((kind, histogram) -> latencies.set(kind.key(), latency(histogram)));
        node.put("attempts", tier.measured().outcomes().total());
        node.set("outcomes", outcomes(tier.measured().outcomes()));
        writeDetails(node, tier.measured().outcomes());
        if (!tier.measured().addresses().isEmpty()) {
            node.set("addresses", AddressJson.write(tier));
        }
        if (!tier.measured().figures().requests().isEmpty()) {
            node.set(
                    RequestsJson.KEY,
                    RequestsJson.write(tier.measured().figures().requests()));
        }
        if (tier.measured().pingOutcomes().total() > 0) {
            node.set("ping_outcomes", outcomes(tier.measured().pingOutcomes()));
        }
        tier.clientUsage().ifPresent(usage -> node.set("client", JsonReport.MAPPER.valueToTree(usage)));
        tier.serverUsage().ifPresent(usage -> node.set("server", JsonReport.MAPPER.valueToTree(usage)));
        if (!tier.series().isEmpty()) {
            node.set("time_series", SeriesJson.write(tier));
        }
        return node;
    }

    private static void writeShape(ObjectNode node, TierResult tier) {
        node.put("connections", tier.shape().connections());
        node.put("connected", tier.measured().connected());
        putAll(node, tier.shape().keys());
        putAll(node, tier.measured().figures().keys());
    }

    /** Adds the keys; durations become seconds. */
    private static void putAll(ObjectNode node, Map<String, Object> keys) {
        keys.forEach((key, value) -> node.set(
                key,
                JsonReport.MAPPER.valueToTree(value instanceof Duration duration ? Keys.seconds(duration) : value)));
    }

    private static void writeTimes(ObjectNode node, TierResult tier) {
        node.put("ramp_seconds", Keys.seconds(tier.measured().ramp()));
        node.put("duration_seconds", Keys.seconds(tier.measured().duration()));
        setUnlessNull(node, "connections_per_second", Figures.connectionsPerSecond(tier));
        setUnlessNull(node, "survival_percent", Figures.survivalPercent(tier));
    }

    private static void writeMessages(ObjectNode node, TierResult tier) {
        Messages messages = tier.measured().messages();
        if (messages.hellos() > 0) {
            node.put("hellos_sent", messages.hellos());
        }
        if (messages.barrierPings() > 0) {
            node.put("barrier_pings_sent", messages.barrierPings());
        }
        if (messages.sent() == 0 && tier.measured().flood().isEmpty()) {
            return;
        }
        node.put("messages_sent", messages.sent());
        node.put("messages_confirmed", messages.confirmed());
        node.put("messages_lost", messages.lost());
        if (messages.unknown() > 0) {
            node.put("messages_unknown", messages.unknown());
        }
        node.put("bytes_sent", messages.bytesSent());
        setUnlessNull(node, "sent_per_second", Figures.sentPerSecond(tier));
        setUnlessNull(node, "confirmed_per_second", Figures.confirmedPerSecond(tier));
        setUnlessNull(node, "confirmed_bytes_per_second", Figures.confirmedBytesPerSecond(tier));
    }

    static ObjectNode latency(Histogram histogram) {
        boolean empty = histogram.getTotalCount() == 0;
        ObjectNode node = JsonReport.MAPPER
                .createObjectNode()
                .put("count", histogram.getTotalCount())
                .put("min", empty ? 0 : histogram.getMinValue())
                .put("mean", histogram.getMean())
                .put("stddev", histogram.getStdDeviation());
        for (Percentile percentile : Percentile.values()) {
            percentile.of(histogram).ifPresent(micros -> node.put(percentile.key(), micros));
        }
        return node.put("max", histogram.getMaxValue()).put("histogram", Histograms.encode(histogram));
    }

    static ObjectNode outcomes(OutcomeCounts counts) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode();
        counts.asMap().forEach((outcome, count) -> node.put(outcome.name(), count));
        return node;
    }

    static void writeDetails(ObjectNode node, OutcomeCounts counts) {
        ObjectNode details = JsonReport.MAPPER.createObjectNode();
        counts.details().forEach((outcome, detail) -> {
            ObjectNode one = details.putObject(outcome.name()).put("text", detail.text());
            detail.retryAfter().ifPresent(wait -> one.put("retry_after_seconds", Keys.seconds(wait)));
        });
        if (!details.isEmpty()) {
            node.set("outcome_details", details);
        }
    }

    private static void setUnlessNull(ObjectNode node, String key, Object value) {
        if (value != null) {
            node.set(key, JsonReport.MAPPER.valueToTree(value));
        }
    }

    /** @param test the test that the tier belongs to */
    static TierResult read(TestKind test, JsonNode node) {
        Verdict verdict = Keys.constant(node, "verdict", Verdict.class);
        // STARVED and SHORT are not part of the judgement: they follow from the other figures of the tier.
        Judgement judgement = new Judgement(
                verdict == Verdict.STARVED || verdict == Verdict.SHORT ? Verdict.VALID : verdict,
                readReasons(node),
                Keys.constant(node, "bound_by", Bound.UNKNOWN));
        return new TierResult(
                TestReport.of(test).readShape(node),
                new ClientResult(
                        readMeasurement(test, node),
                        judgement,
                        read(node, "client", ClientUsage.class).orElse(ClientUsage.UNKNOWN),
                        node.has("time_series") ? SeriesJson.read(node.get("time_series")) : TimeSeries.NONE),
                readServer(node),
                Keys.texts(node, "findings").stream()
                        .filter(finding -> !finding.startsWith(OTHER_PROGRAMS))
                        .toList());
    }

    private static ServerUsage readServer(JsonNode node) {
        ServerUsage server = read(node, "server", ServerUsage.class).orElse(ServerUsage.UNKNOWN);
        return Keys.texts(node, "findings").stream()
                .filter(finding -> finding.startsWith(OTHER_PROGRAMS))
                .findFirst()
                .map(finding -> server.withOtherPrograms(
                        List.of(finding.substring(OTHER_PROGRAMS.length()).split(", "))))
                .orElse(server);
    }

    private static TierMeasurement readMeasurement(TestKind test, JsonNode node) {
        return new TierMeasurement(
                        Keys.integer(node, "connected"),
                        readDetails(readOutcomes(Keys.required(node, "outcomes")), node.path("outcome_details")),
                        readOutcomes(node.path("ping_outcomes")),
                        new Messages(
                                Keys.count(node, "messages_sent"),
                                Keys.count(node, "messages_confirmed"),
                                Keys.count(node, "bytes_sent"),
                                Keys.count(node, "hellos_sent"),
                                Keys.count(node, "barrier_pings_sent"),
                                Keys.count(node, "messages_unknown")),
                        readLatencies(Keys.required(node, "latency_us")),
                        Keys.duration(node, "ramp_seconds"),
                        Keys.duration(node, "duration_seconds"))
                .withFigures(TestReport.of(test).readFigures(node))
                .withAddresses(AddressJson.read(node))
                .withCompression(
                        node.has("compression")
                                ? CompressionJson.read(Keys.required(node, "compression"))
                                : CompressionUse.NONE);
    }

    private static Map<LatencyKind, Histogram> readLatencies(JsonNode node) {
        Map<LatencyKind, Histogram> latencies = new EnumMap<>(LatencyKind.class);
        for (LatencyKind kind : LatencyKind.values()) {
            if (node.has(kind.key())) {
                String text = Keys.word(node.get(kind.key()), "histogram");
                latencies.put(kind, Histograms.decode(text));
            }
        }
        return latencies;
    }

    static OutcomeCounts readOutcomes(JsonNode node) {
        OutcomeCounts counts = new OutcomeCounts();
        node.properties().forEach(entry -> counts.add(new Outcome(entry.getKey()), Keys.integer(node, entry.getKey())));
        return counts;
    }

    static OutcomeCounts readDetails(OutcomeCounts counts, JsonNode node) {
        node.properties().forEach(entry -> {
            JsonNode detail = entry.getValue();
            counts.explain(
                    new Outcome(entry.getKey()),
                    new OutcomeDetail(
                            Keys.word(detail, "text"),
                            detail.has("retry_after_seconds")
                                    ? Optional.of(Keys.duration(detail, "retry_after_seconds"))
                                    : Optional.empty()));
        });
        return counts;
    }

    private static List<Reason> readReasons(JsonNode node) {
        return Keys.texts(node, "reasons").stream().map(Reason::parse).toList();
    }

    private static <T> Optional<T> read(JsonNode node, String key, Class<T> type) {
        return node.has(key) ? Optional.of(Keys.object(node, key, type)) : Optional.empty();
    }
}

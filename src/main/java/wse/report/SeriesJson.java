package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import wse.measure.Interval;
import wse.measure.LatencyKind;
import wse.measure.LatencySlice;
import wse.measure.LiveCounts;
import wse.measure.Percentile;
import wse.measure.ProcessLoad;
import wse.measure.TierResult;
import wse.measure.TimeSeries;

/**
 * Writes and reads the time series of a tier. Percentiles and the number of connects are written for readers of the file,
 * but not read back, because the histograms that they are derived from are in the file, too.
 */
final class SeriesJson {

    private SeriesJson() {}

    static ObjectNode write(TierResult tier) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode();
        node.put("started_at", tier.series().startedAt().toString());
        node.set("notes", JsonReport.MAPPER.valueToTree(tier.series().notes()));
        ArrayNode intervals = node.putArray("intervals");
        boolean flood = tier.shape().flood().isPresent();
        tier.series().intervals().forEach(interval -> intervals.add(write(interval, flood)));
        return node;
    }

    private static ObjectNode write(Interval interval, boolean flood) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode();
        node.put("begin_seconds", Keys.seconds(interval.begin()));
        node.put("length_seconds", Keys.seconds(interval.length()));
        node.put("connects", interval.connects());
        node.put("failed", interval.counts().failed());
        node.put("pings_answered", interval.counts().pingsAnswered());
        node.put("pings_failed", interval.counts().pingsFailed());
        if (flood) {
            node.put("messages_confirmed", interval.counts().messagesConfirmed());
        }
        ObjectNode latencies = node.putObject("latency_us");
        for (LatencyKind kind : LatencyKind.values()) {
            interval.latency(kind).ifPresent(slice -> latencies.set(kind.key(), latency(slice)));
        }
        write(node, "client", interval.client());
        write(node, "server", interval.server());
        return node;
    }

    private static ObjectNode latency(LatencySlice slice) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode().put("count", slice.count());
        for (Percentile percentile : Percentile.values()) {
            slice.of(percentile).ifPresent(micros -> node.put(percentile.key(), micros));
        }
        return node.put("max", slice.max()).put("histogram", slice.encoded());
    }

    private static void write(ObjectNode node, String key, ProcessLoad load) {
        if (!load.equals(ProcessLoad.UNKNOWN)) {
            node.set(key, JsonReport.MAPPER.valueToTree(load));
        }
    }

    static TimeSeries read(JsonNode node) {
        List<Interval> intervals = new ArrayList<>();
        for (JsonNode interval : Keys.list(node, "intervals", TimeSeries.MOST_INTERVALS)) {
            intervals.add(readInterval(interval));
        }
        return new TimeSeries(
                Keys.parsed(node, "started_at", SeriesJson::instant), intervals, Keys.texts(node, "notes"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Interval readInterval(JsonNode node) {
        return new Interval(
                Keys.duration(node, "begin_seconds"),
                Keys.duration(node, "length_seconds"),
                readLatencies(Keys.required(node, "latency_us")),
                new LiveCounts(
                        Keys.integer(node, "failed"),
                        Keys.integer(node, "pings_answered"),
                        Keys.integer(node, "pings_failed"),
                        Keys.count(node, "messages_confirmed")),
                readLoad(node, "client"),
                readLoad(node, "server"));
    }

    private static Map<LatencyKind, LatencySlice> readLatencies(JsonNode node) {
        Map<LatencyKind, LatencySlice> latencies = new EnumMap<>(LatencyKind.class);
        for (LatencyKind kind : LatencyKind.values()) {
            if (node.has(kind.key())) {
                latencies.put(kind, LatencySlice.decode(Keys.word(node.get(kind.key()), "histogram")));
            }
        }
        return latencies;
    }

    private static ProcessLoad readLoad(JsonNode node, String key) {
        return node.has(key) ? Keys.object(node, key, ProcessLoad.class) : ProcessLoad.UNKNOWN;
    }
}

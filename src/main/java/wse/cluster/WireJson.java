package wse.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.Histograms;
import wse.measure.LatencySlice;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.TestFigures;
import wse.plan.JsonValues;
import wse.plan.PlanJson;

/** Converts messages to JSON and back without loss: histograms keep every count, durations their nanoseconds. */
final class WireJson {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> DETAILS = new TypeReference<>() {};

    private static final JsonMapper MAPPER = PlanJson.newMapper()
            .rebuild()
            .addModule(SamplesJson.module())
            .addMixIn(TestFigures.class, Kinds.class)
            .addModule(new SimpleModule("measure")
                    .registerSubtypes(TestFigures.class.getPermittedSubclasses())
                    .addSerializer(
                            Histogram.class,
                            JsonValues.writer((histogram, out) -> out.writeString(Histograms.encode(histogram))))
                    .addDeserializer(
                            Histogram.class, JsonValues.reader((in, context) -> Histograms.decode(in.getText())))
                    .addSerializer(
                            LatencySlice.class, JsonValues.writer((slice, out) -> out.writeString(slice.encoded())))
                    .addDeserializer(
                            LatencySlice.class, JsonValues.reader((in, context) -> LatencySlice.decode(in.getText())))
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, JsonValues.reader((in, context) -> Instant.parse(in.getText())))
                    .addSerializer(OutcomeCounts.class, JsonValues.writer(WireJson::writeOutcomes))
                    .addDeserializer(OutcomeCounts.class, JsonValues.reader(WireJson::readOutcomes)))
            .build();

    /** Adds the name of a figure's record to its JSON, so that a reader knows which kind of figure it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

    static {
        // The users of a large tier take more than Jackson's default. All messages come from members of the cluster.
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private WireJson() {}

    static byte[] write(Wire message) {
        try {
            return MAPPER.writerFor(Wire.class).writeValueAsBytes(message);
        } catch (IOException e) {
            throw new IllegalStateException("the message cannot be written: " + message, e);
        }
    }

    /** @throws IOException if the bytes are not a message of this version */
    static Wire read(byte[] bytes, int offset, int length) throws IOException {
        try {
            Wire message = MAPPER.readValue(bytes, offset, length, Wire.class);
            if (message == null) {
                throw new IOException("null is not a message");
            }
            return message;
        } catch (RuntimeException e) {
            throw new IOException("a value of the message is not allowed: " + e, e);
        }
    }

    /**
     * The count of each outcome by name, followed by the text of each detail by name and, if present, its {@code
     * Retry-After}.
     */
    private static void writeOutcomes(OutcomeCounts counts, JsonGenerator out) throws IOException {
        out.writeStartArray();
        out.writeStartObject();
        for (Map.Entry<Outcome, Long> row : counts.asMap().entrySet()) {
            out.writeNumberField(row.getKey().name(), row.getValue());
        }
        out.writeEndObject();
        out.writeStartObject();
        for (Map.Entry<Outcome, OutcomeDetail> row : counts.details().entrySet()) {
            out.writeFieldName(row.getKey().name());
            writeDetail(row.getValue(), out);
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void writeDetail(OutcomeDetail detail, JsonGenerator out) throws IOException {
        out.writeStartArray();
        out.writeString(detail.text());
        if (detail.retryAfter().isPresent()) {
            out.writeString(detail.retryAfter().get().toString());
        }
        out.writeEndArray();
    }

    private static OutcomeCounts readOutcomes(JsonParser in, DeserializationContext context) throws IOException {
        OutcomeCounts counts = new OutcomeCounts();
        in.nextToken();
        Map<String, Long> rows = context.readValue(in, context.getTypeFactory().constructType(COUNTS));
        rows.forEach((name, count) -> counts.add(new Outcome(name), count));
        in.nextToken();
        Map<String, List<String>> details =
                context.readValue(in, context.getTypeFactory().constructType(DETAILS));
        details.forEach((name, words) -> counts.explain(new Outcome(name), detail(words)));
        in.nextToken();
        return counts;
    }

    private static OutcomeDetail detail(List<String> words) {
        return new OutcomeDetail(
                words.get(0), words.stream().skip(1).findFirst().map(Duration::parse));
    }
}

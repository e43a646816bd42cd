package wse.cluster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.plan.JsonValues;

/**
 * Converts the samples of single requests to JSON and back: the name, the outcomes that occur, and all rows as one binary
 * value. Written as numbers, a hundred thousand rows would be too long.
 */
final class SamplesJson {

    /** Start, duration, and index of the outcome. */
    private static final int ROW_BYTES = Long.BYTES + Long.BYTES + Short.BYTES;

    private SamplesJson() {}

    static SimpleModule module() {
        return new SimpleModule("samples")
                .addSerializer(RequestSamples.class, JsonValues.writer(SamplesJson::write))
                .addDeserializer(RequestSamples.class, JsonValues.reader(SamplesJson::read));
    }

    private static void write(RequestSamples samples, JsonGenerator out) throws IOException {
        List<Outcome> outcomes = Stream.of(samples.outcomes()).distinct().toList();
        out.writeStartObject();
        out.writeStringField("request", samples.request());
        out.writeArrayFieldStart("outcomes");
        for (Outcome outcome : outcomes) {
            out.writeString(outcome.name());
        }
        out.writeEndArray();
        out.writeBinaryField("rows", rows(samples, outcomes));
        out.writeEndObject();
    }

    private static byte[] rows(RequestSamples samples, List<Outcome> outcomes) {
        ByteBuffer rows = ByteBuffer.allocate(samples.size() * ROW_BYTES);
        for (int i = 0; i < samples.size(); i++) {
            rows.putLong(samples.startMillis()[i]);
            rows.putLong(samples.durationMicros()[i]);
            rows.putShort((short) outcomes.indexOf(samples.outcomes()[i]));
        }
        return rows.array();
    }

    private static RequestSamples read(JsonParser in, DeserializationContext context) throws IOException {
        JsonNode node = context.readTree(in);
        try {
            return read(node);
        } catch (RuntimeException e) {
            throw context.weirdStringException(
                    node.path("request").asText(), RequestSamples.class, "it was written by another version");
        }
    }

    private static RequestSamples read(JsonNode node) {
        List<Outcome> names = new ArrayList<>();
        node.required("outcomes").forEach(name -> names.add(new Outcome(name.asText())));
        ByteBuffer rows = ByteBuffer.wrap(binary(node.required("rows")));
        int size = rows.remaining() / ROW_BYTES;
        long[] start = new long[size];
        long[] took = new long[size];
        Outcome[] ended = new Outcome[size];
        for (int i = 0; i < size; i++) {
            start[i] = rows.getLong();
            took[i] = rows.getLong();
            ended[i] = names.get(rows.getShort());
        }
        return new RequestSamples(node.required("request").asText(), start, took, ended);
    }

    private static byte[] binary(JsonNode rows) {
        try {
            return rows.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

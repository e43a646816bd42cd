package wse.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.Histograms;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TestFigures;
import wse.plan.PlanJson;

/** Converts messages to JSON and back without loss: histograms keep every count, durations their nanoseconds. */
final class WireJson {

    private static final JsonMapper MAPPER = PlanJson.newMapper()
            .rebuild()
            .addModule(SamplesJson.module())
            .addMixIn(TestFigures.class, Kinds.class)
            .addModule(new SimpleModule("measure")
                    .registerSubtypes(TestFigures.class.getPermittedSubclasses())
                    .addSerializer(Histogram.class, new HistogramWriter())
                    .addDeserializer(Histogram.class, new HistogramReader())
                    .addSerializer(OutcomeCounts.class, new OutcomesWriter())
                    .addDeserializer(OutcomeCounts.class, new OutcomesReader()))
            .build();

    /** Adds the name of a figure's record to its JSON, so that a reader knows which kind of figure it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

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
        return MAPPER.readValue(bytes, offset, length, Wire.class);
    }

    private static final class HistogramWriter extends StdSerializer<Histogram> {

        private static final long serialVersionUID = 1L;

        HistogramWriter() {
            super(Histogram.class);
        }

        @Override
        public void serialize(Histogram value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Histograms.encode(value));
        }
    }

    private static final class HistogramReader extends StdDeserializer<Histogram> {

        private static final long serialVersionUID = 1L;

        HistogramReader() {
            super(Histogram.class);
        }

        @Override
        public Histogram deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Histograms.decode(in.getText());
        }
    }

    private static final class OutcomesWriter extends StdSerializer<OutcomeCounts> {

        private static final long serialVersionUID = 1L;

        OutcomesWriter() {
            super(OutcomeCounts.class);
        }

        @Override
        public void serialize(OutcomeCounts value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            for (Map.Entry<Outcome, Long> row : value.asMap().entrySet()) {
                out.writeNumberField(row.getKey().name(), row.getValue());
            }
            out.writeEndObject();
        }
    }

    private static final class OutcomesReader extends StdDeserializer<OutcomeCounts> {

        private static final long serialVersionUID = 1L;
        private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

        OutcomesReader() {
            super(OutcomeCounts.class);
        }

        @Override
        public OutcomeCounts deserialize(JsonParser in, DeserializationContext context) throws IOException {
            OutcomeCounts counts = new OutcomeCounts();
            Map<String, Long> rows =
                    context.readValue(in, context.getTypeFactory().constructType(COUNTS));
            rows.forEach((name, count) -> counts.add(new Outcome(name), count));
            return counts;
        }
    }
}

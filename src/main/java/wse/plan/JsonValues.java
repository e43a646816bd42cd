package wse.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Makes Jackson's serializers and deserializers from functions. */
public final class JsonValues {

    private JsonValues() {}

    /**
     * Writes a value.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    public interface Writes<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    /**
     * Reads a value.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    public interface Reads<T> {
        T read(JsonParser in, DeserializationContext context) throws IOException;
    }

    public static <T> JsonSerializer<T> writer(Writes<T> writes) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writes.write(value, out);
            }
        };
    }

    public static <T> JsonDeserializer<T> reader(Reads<T> reads) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return reads.read(in, context);
            }
        };
    }
}

package wse.plan;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Plans as JSON, with component names in snake case and durations in ISO 8601. Reading is strict: an unknown or missing key
 * is an error, because two versions of this program must not interpret the same plan differently.
 */
public final class PlanJson {

    private static final JsonMapper MAPPER = newMapper();

    private PlanJson() {}

    public static String write(TierPlan plan) {
        try {
            return MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every plan can be written: " + plan, e);
        }
    }

    /** @throws IllegalArgumentException if the text is not a plan; the message says where */
    public static TierPlan read(String json) {
        try {
            TierPlan plan = MAPPER.readValue(json, TierPlan.class);
            if (plan == null) {
                throw new IllegalArgumentException("a plan must be written by this version: null");
            }
            return plan;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a plan must be written by this version: " + e.getMessage(), e);
        }
    }

    /** A new strict mapper for records that contain plans and durations. */
    public static JsonMapper newMapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule().registerSubtypes(kinds()))
                .addMixIn(TierPlan.class, Kinds.class)
                .addModule(new SimpleModule("durations")
                        .addSerializer(Duration.class, ToStringSerializer.instance)
                        .addDeserializer(Duration.class, JsonValues.reader(PlanJson::duration)))
                .build();
    }

    /** Each plan contains its kind: the name of its class without {@code Plan}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

    private static NamedType[] kinds() {
        return Stream.of(TierPlan.class.getPermittedSubclasses())
                .map(type -> new NamedType(type, kind(type)))
                .toArray(NamedType[]::new);
    }

    /** As in {@code storm} and {@code limit-step}. */
    private static String kind(Class<?> type) {
        return type.getSimpleName()
                .replaceFirst("Plan$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static Duration duration(JsonParser in, DeserializationContext context) throws IOException {
        String text = in.getText();
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw context.weirdStringException(text, Duration.class, "not an ISO 8601 duration");
        }
    }
}

package wse.dialect.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import wse.config.BadInputException;
import wse.text.Nearest;
import wse.text.Words;

/** A group of known keys in a description. Immutable. */
final class Fields {

    private final Value whole;
    private final Map<String, Value> values;

    private Fields(Value whole, Map<String, Value> values) {
        this.whole = whole;
        this.values = values;
    }

    /** @throws BadInputException if it is not a group, or has a key that is not known */
    static Fields of(Value whole, String... known) {
        Map<String, Value> values = whole.entries();
        List<String> all = List.of(known);
        values.keySet().stream().filter(key -> !all.contains(key)).findFirst().ifPresent(unknown -> {
            String rule = whole.name() + " has no key " + unknown;
            throw whole.key(unknown)
                    .refused(Nearest.of(unknown, all)
                            .map(meant -> rule + "; did you mean " + meant + "?")
                            .orElseGet(() -> rule + "; its keys are " + Words.and(all)));
        });
        return new Fields(whole, values);
    }

    Optional<Value> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    <T> Optional<T> find(String key, Function<Value, T> reader) {
        return find(key).map(reader);
    }

    /** The elements of a list; empty if the key is missing. */
    <T> List<T> list(String key, Function<Value, T> reader) {
        return find(key).map(value -> value.list(reader)).orElse(List.of());
    }

    /** @throws BadInputException if the key is missing */
    Value get(String key) {
        return find(key)
                .orElseThrow(() -> whole.refused(
                        whole.name() + " must have the key " + key + "; add it, or leave " + whole.name() + " out"));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Value whole() {
        return whole;
    }
}

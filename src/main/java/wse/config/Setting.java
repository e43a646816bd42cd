package wse.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the {@linkplain Settings table of settings}.
 *
 * @param key of the system property, {@code wse.…}
 * @param kind the values it takes
 * @param help one line, for people
 * @param defaults text of the value when none is given, by test; a test without one has none
 * @param tests it has an effect in
 * @param engines it has an effect with
 */
record Setting<T>(
        String key,
        Kind<T> kind,
        String help,
        Map<TestKind, String> defaults,
        Set<TestKind> tests,
        Set<EngineKind> engines) {

    static <T> Setting<T> of(String key, Kind<T> kind, String help) {
        return new Setting<>(key, kind, help, Map.of(), EnumSet.allOf(TestKind.class), EnumSet.allOf(EngineKind.class));
    }

    Setting<T> byDefault(String text) {
        Map<TestKind, String> all = new EnumMap<>(TestKind.class);
        for (TestKind test : TestKind.values()) {
            all.put(test, text);
        }
        return new Setting<>(key, kind, help, all, tests, engines);
    }

    Setting<T> byDefault(TestKind test, String text) {
        Map<TestKind, String> more = new EnumMap<>(TestKind.class);
        more.putAll(defaults);
        more.put(test, text);
        return new Setting<>(key, kind, help, more, tests, engines);
    }

    /** For each of the tests that flood. */
    Setting<T> byDefaultInFloods(String text) {
        return Stream.of(TestKind.values())
                .filter(TestKind::isFlood)
                .reduce(this, (setting, test) -> setting.byDefault(test, text), (a, b) -> b);
    }

    Setting<T> onlyInFloods() {
        return onlyIn(Stream.of(TestKind.values()).filter(TestKind::isFlood).toArray(TestKind[]::new));
    }

    Setting<T> onlyIn(TestKind... only) {
        return new Setting<>(key, kind, help, defaults, Set.of(only), engines);
    }

    Setting<T> onlyWith(EngineKind only) {
        return new Setting<>(key, kind, help, defaults, tests, Set.of(only));
    }

    /** The tests it has an effect in, and the engine that takes it, in one phrase. */
    String describeTests() {
        String where = tests.size() == TestKind.values().length ? "all" : namesOfTests(TestKind::label);
        return engines.size() == EngineKind.values().length
                ? where
                : where + ", with wse.engine="
                        + engines.stream().map(EngineKind::label).collect(Collectors.joining(" or "));
    }

    /** The tests it has an effect in, in their order. */
    String namesOfTests(Function<TestKind, String> name) {
        return Stream.of(TestKind.values()).filter(tests::contains).map(name).collect(Collectors.joining(", "));
    }

    /** The environment variable of the same meaning: {@code wse.connectWindow} is {@code WSE_CONNECT_WINDOW}. */
    String environmentName() {
        return key.replace('.', '_').replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** The default of each test it applies to, in one phrase. */
    String describeDefault() {
        List<TestKind> applicable =
                List.of(TestKind.values()).stream().filter(tests::contains).toList();
        List<String> texts = applicable.stream()
                .map(test -> defaults.getOrDefault(test, "none"))
                .toList();
        if (Set.copyOf(texts).size() == 1) {
            return texts.get(0);
        }
        return String.join(
                "; ",
                applicable.stream()
                        .map(test -> test.label() + " " + defaults.getOrDefault(test, "none"))
                        .toList());
    }
}

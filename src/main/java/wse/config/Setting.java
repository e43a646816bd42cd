package wse.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One row of the {@linkplain Settings table of settings}.
 *
 * @param key the system property, {@code wse.…}
 * @param kind the values it accepts
 * @param help a one-line description for users
 * @param defaults default value as text, by test; tests that are not in the map have no default
 * @param tests tests in which it has an effect
 * @param engines engines with which it has an effect
 */
public record Setting<T>(
        String key,
        Kind<T> kind,
        String help,
        Map<TestKind, String> defaults,
        Set<TestKind> tests,
        Set<EngineKind> engines) {

    static <T> Setting<T> of(String key, Kind<T> kind, String help) {
        return new Setting<>(key, kind, help, Map.of(), EnumSet.allOf(TestKind.class), EnumSet.allOf(EngineKind.class));
    }

    /**
     * A setting for the load of a test, or for the server that the run starts; simulations that users write have
     * neither.
     */
    static <T> Setting<T> ofPlanned(String key, Kind<T> kind, String help) {
        return of(key, kind, help)
                .onlyIn(Stream.of(TestKind.values()).filter(TestKind::isPlanned).toArray(TestKind[]::new));
    }

    /** The setting that names a file from which the value of this one is read. */
    Setting<Path> inFile() {
        return new Setting<>(
                key + "File",
                Texts.SECRET_FILE,
                "file that contains only the value of " + key + "; white space around it is ignored",
                Map.of(),
                tests,
                engines);
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

    /** The same default for all tests, but none for simulations that users write. */
    Setting<T> byDefaultIfPlanned(String text) {
        return Stream.of(TestKind.values())
                .filter(TestKind::isPlanned)
                .reduce(this, (setting, test) -> setting.byDefault(test, text), (a, b) -> b);
    }

    /** Adds a default for all floods. */
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

    /** The default value in a test, formatted for display; empty if the test has none. */
    String shownDefault(TestKind test) {
        String text = defaults.get(test);
        return text == null ? "" : shown(text);
    }

    /** A value of this setting, formatted for display. */
    String shown(String text) {
        return kind.show().apply(kind.parse().apply(text));
    }

    /** The default, as text, of a setting whose default is the same in all tests. */
    public String defaultText() {
        return defaults.get(TestKind.CONNECTION_STORM);
    }

    /** The names of the simulations in which it has an effect, in declaration order. */
    List<String> simulations() {
        return Stream.of(TestKind.values())
                .filter(tests::contains)
                .map(TestKind::simulation)
                .toList();
    }

    /** The corresponding environment variable: {@code WSE_CONNECT_WINDOW} for {@code wse.connectWindow}. */
    public String environmentName() {
        return key.replace('.', '_').replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}

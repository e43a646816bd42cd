package wse.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings that the code of a simulation gives; each has the same meaning as on the command line. Settings from the
 * command line or the environment replace them, so that one simulation can be aimed at any server. Immutable.
 *
 * @param texts values by key
 */
public record CodeSettings(Map<String, String> texts) {

    /** Only one setting of each group may be given. The first source that gives one decides. */
    private static final List<List<Setting<?>>> ALTERNATIVES = List.of(
            List.of(Settings.SECRET, Settings.SECRET_FILE, Settings.TOKEN, Settings.TOKEN_FILE),
            List.of(Settings.DIALECT, ScriptSettings.SCRIPT),
            List.of(RouteSettings.PROXY, RouteSettings.PROXY_FILE),
            List.of(TlsSettings.KEY_PASSWORD, TlsSettings.KEY_PASSWORD_FILE));

    public CodeSettings {
        texts = Map.copyOf(texts);
    }

    /**
     * A copy with another value of a setting; it replaces alternatives, as a token replaces a secret.
     *
     * @throws IllegalArgumentException if the setting does not accept the value
     */
    public CodeSettings with(String key, String text) {
        Map<String, String> all = new HashMap<>(texts);
        alternatives(key).forEach(other -> all.remove(other.key()));
        all.put(key, checked(key, text));
        return new CodeSettings(all);
    }

    /** A copy without these settings. */
    public CodeSettings without(String... keys) {
        Map<String, String> all = new HashMap<>(texts);
        all.keySet().removeAll(Set.of(keys));
        return new CodeSettings(all);
    }

    private static String checked(String key, String text) {
        Settings.ALL.stream().filter(setting -> setting.key().equals(key)).forEach(setting -> check(setting, text));
        return text;
    }

    private static void check(Setting<?> setting, String text) {
        try {
            Kind.require(!text.isBlank());
            Objects.requireNonNull(setting.kind().parse().apply(text.strip()));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            // Without the cause, because its message may contain the value, which may be a secret.
            throw new IllegalArgumentException(setting.key() + " takes "
                    + setting.kind().allowed() + ": " + setting.key() + "=" + Config.masked(setting.key(), text));
        }
    }

    private static List<Setting<?>> alternatives(String key) {
        return ALTERNATIVES.stream()
                .filter(group ->
                        group.stream().anyMatch(setting -> setting.key().equals(key)))
                .findFirst()
                .orElse(List.of());
    }

    /**
     * The settings of a simulation in this process.
     *
     * @param simulation its class name
     * @throws BadInputException on the first unknown key, invalid value, or contradiction
     */
    public Config config(String simulation) {
        Properties properties = System.getProperties();
        Map<String, String> given = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
        return config(simulation, given, System.getenv());
    }

    /** Like {@link #config(String)}, but reads the given maps. */
    public Config config(String simulation, Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        texts.forEach((key, text) -> {
            if (!isGiven(key, properties, environment)) {
                all.put(key, text);
            }
        });
        return Config.from(TestKind.SCENARIO, simulation, all, environment);
    }

    /** Whether the command line or the environment gives this setting or an alternative to it. */
    private static boolean isGiven(String key, Map<String, String> properties, Map<String, String> environment) {
        boolean named = NamedSettings.of(key).stream()
                .flatMap(group -> group.read(Map.of(), properties, environment).keySet().stream()
                        .map(group::key))
                .anyMatch(key::equalsIgnoreCase);
        List<Setting<?>> group = alternatives(key);
        Stream<Setting<?>> settings = group.isEmpty()
                ? Settings.ALL.stream().filter(setting -> setting.key().equals(key))
                : group.stream();
        return named
                || settings.anyMatch(setting ->
                        properties.containsKey(setting.key()) || environment.containsKey(setting.environmentName()));
    }
}

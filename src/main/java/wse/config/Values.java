package wse.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings as given, looked up by row of the table: property, else environment, else the test's default. */
final class Values {

    private static final String PREFIX = "wse.";
    private static final String DIALECT_PREFIX = "wse.dialect.";
    private static final String DIALECT_ENVIRONMENT = "WSE_DIALECT_";
    private static final String MASK = "********";

    private static final Pattern SECRET_NAME = Pattern.compile("(?i)secret|token|pass|key|credential");

    private final TestKind test;
    private final Map<String, String> properties;
    private final Map<String, String> environment;
    /** By setting: what holds where nothing is given, instead of the test's default. */
    private final Map<Setting<?>, String> protocolDefaults;

    /**
     * Refuses unknown {@code wse.} properties. Unknown {@code WSE_} variables pass: other programs may have theirs.
     *
     * @throws BadInputException if a key is unknown or any value is not allowed, whether or not the test uses it
     */
    Values(TestKind test, Map<String, String> properties, Map<String, String> environment) {
        this.test = test;
        this.properties = properties;
        this.environment = environment;
        this.protocolDefaults = Map.of();
        properties.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !isDialectOption(key))
                .sorted()
                .forEach(Values::requireKnown);
        Settings.ALL.forEach(this::get);
    }

    private Values(Values others, Map<Setting<?>, String> protocolDefaults) {
        this.test = others.test;
        this.properties = others.properties;
        this.environment = others.environment;
        this.protocolDefaults = Map.copyOf(protocolDefaults);
    }

    /** The same, where the protocol decides what some settings are if nobody gives them. */
    Values withDefaults(Map<Setting<?>, String> ofTheProtocol) {
        return new Values(this, ofTheProtocol);
    }

    /** The settings of the protocol itself, by their names; those of properties come before those of the environment. */
    Map<String, String> dialectOptions() {
        Map<String, String> options = new TreeMap<>();
        environment.forEach((key, value) -> {
            if (key.startsWith(DIALECT_ENVIRONMENT)) {
                options.put(key.substring(DIALECT_ENVIRONMENT.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        properties.forEach((key, value) -> {
            if (isDialectOption(key)) {
                options.put(key.substring(DIALECT_PREFIX.length()), value);
            }
        });
        return options;
    }

    /** For people: what may be a secret by its name is masked. */
    String shownOption(String name) {
        return SECRET_NAME.matcher(name).find() ? MASK : dialectOptions().get(name);
    }

    private static boolean isDialectOption(String key) {
        return key.startsWith(DIALECT_PREFIX) && key.length() > DIALECT_PREFIX.length();
    }

    /** The parsed value; null where none is given and there is no default. */
    <T> T get(Setting<T> setting) {
        String text = text(setting);
        if (text == null) {
            return null;
        }
        try {
            Kind.require(!text.isBlank());
            return setting.kind().parse().apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw refusal(setting, text);
        }
    }

    boolean isGiven(Setting<?> setting) {
        return properties.containsKey(setting.key()) || environment.containsKey(setting.environmentName());
    }

    /** For people; null where the setting has no value. */
    String shown(Setting<?> setting) {
        return show(setting);
    }

    private <T> String show(Setting<T> setting) {
        T value = get(setting);
        return value == null
                ? null
                : setting.kind().secret() ? MASK : setting.kind().show().apply(value);
    }

    /** How the value was given, {@code wse.port=5007} or {@code WSE_PORT=5007}; secrets masked. */
    String asGiven(Setting<?> setting) {
        String name = properties.containsKey(setting.key()) ? setting.key() : setting.environmentName();
        return name + "=" + (setting.kind().secret() ? MASK : withoutPassword(text(setting)));
    }

    private String text(Setting<?> setting) {
        String property = properties.get(setting.key());
        if (property != null) {
            return property;
        }
        String byDefault =
                protocolDefaults.getOrDefault(setting, setting.defaults().get(test));
        return environment.getOrDefault(setting.environmentName(), byDefault);
    }

    private BadInputException refusal(Setting<?> setting, String text) {
        String given = text.isBlank() ? asGiven(setting).replaceAll("=.*", "= is empty") : asGiven(setting);
        String fallback = setting.defaults().get(test);
        String remedy = fallback == null
                ? "give another or leave it out"
                : "give another or leave it out for " + (setting.kind().secret() ? "the default" : fallback);
        return new BadInputException(
                setting.key() + " takes " + setting.kind().allowed() + ": " + given + "; " + remedy);
    }

    /** A URI may carry one: {@code http://user:password@host}. */
    private static String withoutPassword(String text) {
        return text.replaceAll("//[^/]*@", "//" + MASK + "@");
    }

    /** Names the key only: the value of a mistyped {@code wse.secret} is still a secret. */
    private static void requireKnown(String key) {
        List<String> known = Settings.ALL.stream().map(Setting::key).toList();
        if (!known.contains(key)) {
            String hint = nearest(key, known)
                    .map(name -> "did you mean " + name + "? ")
                    .orElse("");
            throw new BadInputException(key + " is not a setting: " + hint + "The settings are "
                    + known.stream().collect(Collectors.joining(", ")));
        }
    }

    /** A third of the letters may differ: enough for slips, too little for another word. */
    private static Optional<String> nearest(String key, List<String> known) {
        int most = Math.max(1, (key.length() - PREFIX.length()) / 3);
        return known.stream()
                .filter(name -> distance(key, name) <= most)
                .min(Comparator.comparingInt(name -> distance(key, name)));
    }

    /** Levenshtein's distance, without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int diagonal = i - 1;
            for (int j = 0; j <= b.length(); j++) {
                int above = row[j];
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                    row[j] = Math.min(substituted, 1 + Math.min(above, row[j - 1]));
                }
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

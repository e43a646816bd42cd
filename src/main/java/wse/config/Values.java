package wse.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wse.text.Mask;
import wse.text.Nearest;
import wse.text.Redactor;
import wse.text.Words;

/** The given settings, looked up by row of the table: first the property, then the environment, then the test's default. */
final class Values {

    private static final String PREFIX = "wse.";
    private static final String LINK_SUFFIX = "_PORT";
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    /** For each secret, the setting that names its file. */
    private static final Map<Setting<?>, Setting<Path>> FILES = Map.of(
            Settings.SECRET, Settings.SECRET_FILE,
            Settings.TOKEN, Settings.TOKEN_FILE,
            RouteSettings.PROXY, RouteSettings.PROXY_FILE,
            Settings.CLUSTER_SECRET, Settings.CLUSTER_SECRET_FILE,
            TlsSettings.KEY_PASSWORD, TlsSettings.KEY_PASSWORD_FILE,
            LiveSettings.OTLP_HEADERS, LiveSettings.OTLP_HEADERS_FILE);

    private final TestKind test;
    private final Map<String, String> properties;
    private final Map<String, String> environment;
    /** The secrets that were read from files. */
    private final Map<Setting<?>, String> secrets = new HashMap<>();
    /** Read only once, because they may be many. */
    private final Users users;
    /** Read only once, because decrypting its key takes time. */
    private final Optional<ClientIdentity> identity;
    /** Defaults that depend on the protocol; they take precedence over the test's defaults. */
    private final Map<Setting<?>, String> protocolDefaults;
    /** Defaults of the test in its suite; empty outside a suite. */
    private final Map<Setting<?>, String> suiteDefaults;
    /** The value of each setting; null for those without one. Never changed after construction. */
    private final Map<Setting<?>, Object> parsed;

    /**
     * Refuses unknown {@code wse.} properties. Unknown {@code WSE_} variables are allowed, because other programs may use
     * them.
     *
     * @param simulation class name of the simulation, which decides the defaults in a suite
     * @throws BadInputException if a key is unknown or a value is invalid, whether or not the test uses it
     */
    Values(TestKind test, String simulation, Map<String, String> properties, Map<String, String> environment) {
        this.test = test;
        this.properties = properties;
        this.environment = environment;
        this.protocolDefaults = Map.of();
        this.suiteDefaults = suiteDefaults(simulation);
        properties.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && NamedSettings.of(key).isEmpty())
                .sorted()
                .forEach(Values::requireKnown);
        FILES.forEach(this::readSecret);
        this.parsed = parsed();
        this.users = get(UserSettings.USERS) == null
                ? Users.NONE
                : UserFile.read(get(UserSettings.USERS), get(UserSettings.REUSE));
        this.identity = get(TlsSettings.CERTIFICATE) == null || get(TlsSettings.KEY) == null
                ? Optional.empty()
                : Optional.of(ClientIdentity.read(
                        get(TlsSettings.CERTIFICATE),
                        get(TlsSettings.KEY),
                        Optional.ofNullable(get(TlsSettings.KEY_PASSWORD))));
    }

    private Map<Setting<?>, String> suiteDefaults(String simulation) {
        return Optional.ofNullable(properties.getOrDefault(
                        SuiteSettings.SUITE.key(), environment.get(SuiteSettings.SUITE.environmentName())))
                .flatMap(label -> SuiteProfile.of(label.strip()))
                .flatMap(profile -> SuiteTest.of(simulation)
                        .or(() -> SuiteTest.of(test.simulation()))
                        .map(entry -> SuiteDefaults.of(profile, entry)))
                .orElse(Map.of());
    }

    private void readSecret(Setting<?> secret, Setting<Path> file) {
        if (isNamed(file)) {
            if (isNamed(secret)) {
                throw new BadInputException(secret.key() + " must be given only once: " + asGiven(secret) + ", "
                        + asGiven(file) + "; remove one of them");
            }
            secrets.put(secret, SecretFiles.read(name(file), parse(file)));
        }
    }

    private Values(Values others, Map<Setting<?>, String> protocolDefaults) {
        this.test = others.test;
        this.properties = others.properties;
        this.environment = others.environment;
        this.secrets.putAll(others.secrets);
        this.protocolDefaults = Map.copyOf(protocolDefaults);
        this.suiteDefaults = others.suiteDefaults;
        this.users = others.users;
        this.identity = others.identity;
        this.parsed = parsed();
    }

    private Map<Setting<?>, Object> parsed() {
        Map<Setting<?>, Object> all = new IdentityHashMap<>();
        Settings.ALL.forEach(setting -> all.put(setting, parse(setting)));
        return all;
    }

    /** The same settings, with the protocol's own defaults for some of them. */
    Values withDefaults(Map<Setting<?>, String> ofTheProtocol) {
        return new Values(this, ofTheProtocol);
    }

    /** The identities of the connections; {@link Users#NONE} if all have the same. */
    Users users() {
        return users;
    }

    /** The client's certificate and its key; empty if it has none. */
    Optional<ClientIdentity> identity() {
        return identity;
    }

    TestKind test() {
        return test;
    }

    /** The connections of each tier; a scenario has none, and a search for the limit has one tier here, its largest step. */
    List<Integer> tiers() {
        if (!test.isPlanned()) {
            return List.of();
        }
        return test == TestKind.CONNECTION_LIMIT ? List.of(get(SearchSettings.MAX_CONNECTIONS)) : get(Settings.TIERS);
    }

    int mostConnections() {
        return tiers().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The settings of a group, by name. Properties take precedence over environment variables, and both over a file. */
    Map<String, String> named(NamedSettings group) {
        HeaderFile file = get(ScriptSettings.HEADERS);
        return group.read(
                file == null || group != NamedSettings.HEADER ? Map.of() : file.headers(), properties, environment);
    }

    /** The environment variables that the description of the protocol names, without those that are not set. */
    Map<String, String> scriptVariables() {
        Map<String, String> variables = new TreeMap<>();
        ScriptFile script = get(ScriptSettings.SCRIPT);
        if (script != null) {
            script.variables().stream()
                    .filter(environment::containsKey)
                    .forEach(name -> variables.put(name, environment.get(name).strip()));
        }
        return variables;
    }

    /** All settings of all groups, as they may be shown. */
    Map<String, String> shownNamed() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (NamedSettings group : NamedSettings.values()) {
            named(group).forEach((name, value) -> shown.put(group.key(name), group.masked(Mask.plain(), name, value)));
        }
        return shown;
    }

    /** The parsed value; null if none is given and there is no default. */
    @SuppressWarnings("unchecked") // parsed() gives each setting a value of its own type
    <T> T get(Setting<T> setting) {
        return (T) parsed.get(setting);
    }

    private <T> T parse(Setting<T> setting) {
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

    /** Whether the user has given a value, directly or in a file. */
    boolean isGiven(Setting<?> setting) {
        return isNamed(setting) || secrets.containsKey(setting);
    }

    private boolean isNamed(Setting<?> setting) {
        return properties.containsKey(setting.key()) || environment.containsKey(setting.environmentName());
    }

    /** For display; null if the setting has no value. */
    String shown(Setting<?> setting) {
        return show(setting);
    }

    private <T> String show(Setting<T> setting) {
        T value = get(setting);
        return value == null ? null : masked(setting, setting.kind().show().apply(value));
    }

    private static String masked(Setting<?> setting, String text) {
        return setting.kind().mask().apply(Mask.plain(), text);
    }

    /** The value of a setting as it may be shown. It may come from the results of another version. */
    static String masked(String key, String value) {
        return Settings.ALL.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(setting -> masked(setting, value))
                .orElseGet(() -> NamedSettings.maskedIn(key, value));
    }

    /** A redactor that knows everything that is masked in the settings. */
    Redactor redactor() {
        Stream<String> ofSettings = Settings.ALL.stream()
                .filter(setting -> text(setting) != null)
                .flatMap(setting -> HiddenParts.of(mask -> setting.kind().mask().apply(mask, text(setting))));
        Stream<String> ofNamed =
                Stream.of(NamedSettings.values()).flatMap(group -> HiddenParts.of(group, named(group)));
        Stream<String> ofScript = scriptVariables().values().stream();
        Stream<String> ofEnvironment =
                otel().headerTexts().flatMap(text -> HiddenParts.of(mask -> OtlpHeaders.masked(mask, text)));
        return Redactor.of(
                Stream.of(ofSettings, ofNamed, ofScript, ofEnvironment)
                        .flatMap(Function.identity())
                        .toList(),
                users.secrets());
    }

    /** OpenTelemetry's variables in the environment. */
    OtelEnvironment otel() {
        return new OtelEnvironment(environment);
    }

    /**
     * The value as it was given, such as {@code wse.port=5007} or {@code WSE_PORT=5007}; secrets are masked. For a secret
     * from a file, the setting that names the file.
     */
    String asGiven(Setting<?> setting) {
        if (secrets.containsKey(setting)) {
            return asGiven(FILES.get(setting));
        }
        return name(setting) + "=" + masked(setting, text(setting));
    }

    /** The name under which the setting was given, or the name of its property if it has its default value. */
    private String name(Setting<?> setting) {
        boolean inEnvironment =
                !properties.containsKey(setting.key()) && environment.containsKey(setting.environmentName());
        return inEnvironment ? setting.environmentName() : setting.key();
    }

    private String text(Setting<?> setting) {
        String given = secrets.getOrDefault(setting, properties.get(setting.key()));
        if (given != null) {
            return given;
        }
        String byDefault = protocolDefaults.getOrDefault(setting, defaultOf(setting));
        return environment.getOrDefault(setting.environmentName(), byDefault);
    }

    private String defaultOf(Setting<?> setting) {
        return suiteDefaults.getOrDefault(setting, setting.defaults().get(test));
    }

    private BadInputException refusal(Setting<?> setting, String text) {
        String given = text.isBlank() ? asGiven(setting).replaceAll("=.*", "= is empty") : asGiven(setting);
        String fallback = defaultOf(setting);
        String remedy = fallback == null
                ? "give another or leave it out"
                : "give another or leave it out for " + shownDefault(setting, fallback);
        return new BadInputException(setting.key() + " takes " + setting.kind().allowed() + ": " + given + "; "
                + serviceLink(setting, text).orElse(remedy));
    }

    /**
     * For a service, Kubernetes sets variables like those of Docker links in every container that starts later, such as
     * {@code WSE_PORT=tcp://10.96.0.12:5006} for a service that is named {@code wse}.
     */
    private Optional<String> serviceLink(Setting<?> setting, String text) {
        String variable = setting.environmentName();
        boolean linked = !properties.containsKey(setting.key())
                && variable.endsWith(LINK_SUFFIX)
                && SERVICE_LINK.matcher(text.strip()).matches();
        String service = variable.substring(0, linked ? variable.length() - LINK_SUFFIX.length() : 0)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return linked
                ? Optional.of("Kubernetes sets this variable for a service named " + service + "; give -D"
                        + setting.key() + ", or set enableServiceLinks: false in the pod's spec")
                : Optional.empty();
    }

    private static String shownDefault(Setting<?> setting, String text) {
        return masked(setting, text).equals(text) ? text : "the default";
    }

    /** The message names only the key, because the value of a mistyped {@code wse.secret} is still a secret. */
    private static void requireKnown(String key) {
        List<String> known = Settings.ALL.stream().map(Setting::key).toList();
        if (!known.contains(key)) {
            throw new BadInputException(nearest(key, known)
                    .map(name ->
                            key + " is not a setting; did you mean " + name + "? docs/settings.md lists all settings")
                    .orElseGet(() -> key + " is not a setting; the settings are " + Words.and(known)));
        }
    }

    private static Optional<String> nearest(String key, List<String> known) {
        List<String> names =
                known.stream().map(name -> name.substring(PREFIX.length())).toList();
        return Nearest.of(key.substring(PREFIX.length()), names).map(PREFIX::concat);
    }
}

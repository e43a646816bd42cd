package wse.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.text.Mask;
import wse.text.Redactor;

/**
 * All settings of one run: read once, validated, and immutable. {@link #get} and {@link #find} return the value of a single
 * setting of {@link Settings}; values that follow from several settings have their own methods. Thread-safe.
 */
public final class Config {

    /** Settings that have no effect if wse.host names another server. */
    private static final List<Setting<?>> OF_EMBEDDED_SERVER = List.of(
            SuiteSettings.SERVER,
            Settings.FORM,
            Settings.SERVER_READ,
            Settings.SERVER_MAX_CONNECTIONS,
            Settings.SERVER_PROCESSES,
            Settings.SPLIT_CORES,
            Settings.SERVER_PING_INTERVAL);

    /** Settings that decide which document shows the run, not what the run measures. */
    private static final List<Setting<?>> OF_SUITE = List.of(SuiteSettings.SUITE, SuiteSettings.SUITE_ID);

    /** The dialect of protocols that a file describes. */
    static final String SCRIPT_DIALECT = "script";

    private final TestKind test;
    private final Values values;
    private final Protocol protocol;
    private final TargetConfig target;
    private final Map<String, String> effective;
    private final Redactor redactor;

    private Config(TestKind test, Values values, Protocol protocol) {
        this(test, values, protocol, effective(test, values, protocol));
    }

    private Config(TestKind test, Values values, Protocol protocol, Map<String, String> effective) {
        this.test = test;
        this.values = values;
        this.protocol = protocol;
        this.target = TargetConfig.of(values);
        this.effective = Collections.unmodifiableMap(effective);
        this.redactor = values.redactor();
    }

    /**
     * Reads the settings of this process: {@code -Dwse.…} first, then {@code WSE_…} from the environment, then the defaults.
     *
     * @throws BadInputException on the first unknown key, invalid value, or contradiction
     */
    public static Config load(TestKind test) {
        return load(test, test.simulation());
    }

    /**
     * The same for a simulation, which may have defaults of its own in a suite.
     *
     * @param simulation its class name
     */
    public static Config load(TestKind test, String simulation) {
        Properties properties = System.getProperties();
        Map<String, String> texts = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
        return from(test, simulation, texts, System.getenv());
    }

    /** Like {@link #load}, but reads the given maps. Keys that do not belong to this project are ignored. */
    public static Config from(TestKind test, Map<String, String> properties, Map<String, String> environment) {
        return from(test, test.simulation(), properties, environment);
    }

    /** Like {@link #load(TestKind, String)}, but reads the given maps. */
    public static Config from(
            TestKind test, String simulation, Map<String, String> properties, Map<String, String> environment) {
        return of(test, new Values(test, simulation, properties, environment), Map.of());
    }

    private static Config of(TestKind test, Values all, Map<Setting<?>, String> others) {
        Contradictions.checkTest(test, all);
        Map<Setting<?>, String> ofScript =
                all.isGiven(ScriptSettings.SCRIPT) ? Map.of(Settings.DIALECT, SCRIPT_DIALECT) : Map.of();
        Values given = all.withDefaults(ofScript);
        Contradictions.checkScript(given);
        Protocol protocol = Protocols.installed().of(TargetConfig.of(given), direction(test, given));
        Map<Setting<?>, String> defaults = new HashMap<>(protocolDefaults(given, protocol));
        defaults.putAll(ofScript);
        defaults.putAll(others);
        Values values = given.withDefaults(defaults);
        Contradictions.check(test, values, protocol);
        return new Config(test, values, protocol);
    }

    /** The same settings with another default for one of them; a value that the user has given remains. */
    public Config withDefault(Setting<?> setting, String text) {
        return of(test, values, Map.of(setting, text));
    }

    /** The same settings, shown with the name of a protocol that was not given as a setting but as an object. */
    public Config speaking(String protocolName) {
        Map<String, String> shown = new LinkedHashMap<>(effective);
        shown.put(Settings.DIALECT.key(), protocolName);
        return new Config(test, values, protocol, shown);
    }

    /** Whether the user has given a value for a setting. */
    public boolean isGiven(Setting<?> setting) {
        return values.isGiven(setting);
    }

    public TestKind test() {
        return test;
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalStateException if it was not given and the test has no default for it
     */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(test + " has no " + setting.key()));
    }

    /** The value of a setting; empty if it was not given and the test has no default for it. */
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The server under test. */
    public TargetConfig target() {
        return target;
    }

    /** The properties of the target's protocol that the settings depend on. */
    public Protocol protocol() {
        return protocol;
    }

    /** How connections are established. */
    public ConnectConfig connect() {
        return ConnectConfig.of(values);
    }

    /** The limits that Gatling's assertions check. */
    public AcceptConfig accept() {
        return AcceptConfig.of(values);
    }

    /** The conditions that appear as requests in Gatling's report, as in {@code wse.maxP99=50ms}. */
    public List<String> rules() {
        return Thresholds.rules(effective);
    }

    /** Which processes carry out the tiers. */
    public CrewConfig crew() {
        return CrewConfig.of(values);
    }

    /** How the run shows its live figures to other programs. */
    public LiveConfig live() {
        return LiveConfig.of(values);
    }

    /** Connections per tier, in order; for a connection-limit search, only its largest step. */
    public List<Integer> tiers() {
        return values.tiers();
    }

    /** Every setting that has a value and an effect in this test, with masked secrets, for display and results. */
    public Map<String, String> effective() {
        return effective;
    }

    /** Masks the secrets of these settings in texts. */
    public Redactor redactor() {
        return redactor;
    }

    /**
     * Hides the secrets in a setting.
     *
     * @param key its name, which this version need not know
     */
    public static String masked(String key, String value) {
        return Values.masked(key, value);
    }

    /**
     * The settings of a run that differ from the test's defaults, in the order of the table. Those of the embedded server,
     * those of live figures and masked ones are left out.
     *
     * @param effective values by key, as in {@link #effective}; keys that this version does not know are ignored
     */
    public static Map<String, String> chosen(TestKind test, Map<String, String> effective) {
        Map<String, String> chosen = new LinkedHashMap<>();
        Settings.ALL.stream()
                .filter(setting -> !OF_EMBEDDED_SERVER.contains(setting) && !OF_SUITE.contains(setting))
                .filter(setting -> !LiveSettings.ALL.contains(setting))
                .filter(setting -> effective.containsKey(setting.key()))
                .filter(setting -> !effective.get(setting.key()).equals(setting.shownDefault(test)))
                .filter(setting -> !effective.get(setting.key()).contains(Mask.HIDDEN))
                .forEach(setting -> chosen.put(setting.key(), effective.get(setting.key())));
        return chosen;
    }

    /**
     * The same for a test of a suite, whose profile has defaults of its own.
     *
     * @param profile empty if the run did not belong to a suite
     */
    public static Map<String, String> chosenInSuite(
            SuiteTest test, Optional<SuiteProfile> profile, Map<String, String> effective) {
        Map<String, String> chosen = chosen(test.kind(), effective);
        profile.map(known -> SuiteDefaults.of(known, test)).orElse(Map.of()).forEach((setting, text) -> {
            if (setting.shown(text).equals(effective.get(setting.key()))) {
                chosen.remove(setting.key());
            }
        });
        return chosen;
    }

    /** Hides the secrets of these settings in text from elsewhere, such as what a server answers. */
    public String redact(String text) {
        return redactor.redact(text);
    }

    /** The same for the beginning of a longer text. Leaves out the end if it may be a part of a secret. */
    public String redactBeginning(String beginning) {
        return redactor.redactBeginning(beginning);
    }

    /** The effective settings; never a secret. */
    @Override
    public String toString() {
        return effective.toString();
    }

    private static Optional<Direction> direction(TestKind test, Values values) {
        return test.isFlood() ? Optional.of(values.get(Settings.DIRECTION)) : Optional.empty();
    }

    /** A protocol may support only some of the formats, and may not have a decoder. */
    private static Map<Setting<?>, String> protocolDefaults(Values values, Protocol protocol) {
        Map<Setting<?>, String> defaults = new HashMap<>();
        String formats = Stream.ofNullable(values.get(Settings.FORMATS))
                .flatMap(List::stream)
                .filter(protocol.formats()::contains)
                .map(Format::label)
                .collect(Collectors.joining(","));
        if (!formats.isEmpty()) {
            defaults.put(Settings.FORMATS, formats);
        }
        defaults.put(Settings.DIRECTION, protocol.direction().label());
        if (!protocol.decodesPayloads()) {
            defaults.put(Settings.DECODE, Decoding.FRAMES.label());
        }
        return defaults;
    }

    private static Map<String, String> effective(TestKind test, Values values, Protocol protocol) {
        Set<Setting<?>> idle = idle(values, protocol);
        Map<String, String> effective = new LinkedHashMap<>();
        Settings.ALL.stream()
                .filter(setting -> setting.tests().contains(test))
                .filter(setting -> setting.engines().contains(values.get(Settings.ENGINE)))
                .filter(setting -> !idle.contains(setting) && values.shown(setting) != null)
                .forEach(setting -> effective.put(setting.key(), values.shown(setting)));
        effective.putAll(values.shownNamed());
        return effective;
    }

    /** Settings whose defaults have no effect because of another setting. */
    private static Set<Setting<?>> idle(Values values, Protocol protocol) {
        Set<Setting<?>> idle = new HashSet<>();
        idle.addAll(
                values.get(Settings.HOST) == null
                        ? List.of(Settings.PORT, RouteSettings.ADDRESSES)
                        : OF_EMBEDDED_SERVER);
        idle.addAll(
                values.get(Settings.AGENTS) == 0
                        ? List.of(
                                Settings.AGENTS,
                                Settings.CLUSTER_ADDRESS,
                                Settings.CLUSTER_PORT,
                                Settings.CLUSTER_SECRET,
                                Settings.CLUSTER_SECRET_FILE)
                        : List.of(Settings.PROCESSES));
        idle.addAll(FloodContradictions.unfitting(values));
        if (values.users().isEmpty()) {
            idle.add(UserSettings.REUSE);
        }
        if (!values.get(TlsSettings.TLS)) {
            idle.addAll(List.of(TlsSettings.MIN_VERSION, TlsSettings.RESUMPTION));
        }
        if (!values.isGiven(LiveSettings.PORT)) {
            idle.add(LiveSettings.ADDRESS);
        }
        if (!values.isGiven(LiveSettings.OTLP)) {
            idle.add(LiveSettings.OTLP_INTERVAL);
        }
        if (values.isGiven(Settings.TOKEN) || !protocol.sendsToken()) {
            idle.add(Settings.SECRET);
        }
        return idle;
    }
}

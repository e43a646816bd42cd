package wse.config;

import java.nio.file.Path;
import java.time.Duration;
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
import wse.text.Redactor;

/**
 * All settings of one run: read once, validated, and immutable.
 *
 * @param protocol the properties of the target's protocol that the settings depend on
 * @param tiers connections per tier, in order; for a connection-limit search, only its largest step
 * @param transport transport of the Netty engine
 * @param eventLoops threads of the Netty engine; 0 for one per core
 * @param warmUp connections of the warm-up tier; 0 for none
 * @param deadlineMargin how much longer a tier may take than its plan allows
 * @param progressInterval time between two progress lines; null to choose it by whether standard output is a terminal
 * @param out directory in which the run creates its own directory
 * @param effective every setting that has a value and an effect in this test, secrets masked, for printing and for
 *     {@code results.json}
 * @param redactor knows the secrets of these settings
 */
public record Config(
        TestKind test,
        EngineKind engine,
        TargetConfig target,
        Protocol protocol,
        ConnectConfig connect,
        PingConfig ping,
        FloodConfig flood,
        AcceptConfig accept,
        CrewConfig crew,
        LimitConfig limit,
        List<Integer> tiers,
        TransportKind transport,
        int eventLoops,
        int warmUp,
        Duration deadlineMargin,
        Duration progressInterval,
        Path out,
        Map<String, String> effective,
        Redactor redactor) {

    public Config {
        tiers = List.copyOf(tiers);
        effective = Collections.unmodifiableMap(new LinkedHashMap<>(effective));
    }

    /**
     * Reads the settings of this process: {@code -Dwse.…} first, then {@code WSE_…} from the environment, then the defaults.
     *
     * @throws BadInputException on the first unknown key, invalid value, or contradiction
     */
    public static Config load(TestKind test) {
        Properties properties = System.getProperties();
        Map<String, String> texts = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
        return from(test, texts, System.getenv());
    }

    /** Like {@link #load}, but reads the given maps. Keys that do not belong to this project are ignored. */
    public static Config from(TestKind test, Map<String, String> properties, Map<String, String> environment) {
        Values given = new Values(test, properties, environment);
        Contradictions.checkTest(test, given);
        Protocol protocol = Protocols.installed().of(TargetConfig.of(given), direction(test, given));
        Values values = given.withDefaults(protocolDefaults(given, protocol));
        Contradictions.check(test, values, protocol);
        return new Config(
                test,
                values.get(Settings.ENGINE),
                TargetConfig.of(values),
                protocol,
                ConnectConfig.of(values),
                PingConfig.of(values),
                FloodConfig.of(values),
                AcceptConfig.of(values),
                CrewConfig.of(values),
                LimitConfig.of(values),
                tiers(test, values),
                values.get(Settings.TRANSPORT),
                values.get(Settings.EVENT_LOOPS),
                values.get(Settings.WARM_UP),
                values.get(Settings.DEADLINE_MARGIN),
                values.get(Settings.PROGRESS_INTERVAL),
                values.get(Settings.OUT),
                effective(test, values, protocol),
                values.redactor());
    }

    /**
     * Hides the secrets in a setting.
     *
     * @param key its name, which this version need not know
     */
    public static String masked(String key, String value) {
        return Values.masked(key, value);
    }

    /** Hides the secrets of these settings in text from elsewhere, such as what a server answers. */
    public String redact(String text) {
        return redactor.redact(text);
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
        if (!protocol.decodesPayloads()) {
            defaults.put(Settings.DECODE, Decoding.FRAMES.label());
        }
        return defaults;
    }

    private static List<Integer> tiers(TestKind test, Values values) {
        return test == TestKind.CONNECTION_LIMIT
                ? List.of(values.get(Settings.MAX_CONNECTIONS))
                : values.get(Settings.TIERS);
    }

    private static Map<String, String> effective(TestKind test, Values values, Protocol protocol) {
        Set<Setting<?>> idle = idle(values, protocol);
        Map<String, String> effective = new LinkedHashMap<>();
        Settings.ALL.stream()
                .filter(setting -> setting.tests().contains(test))
                .filter(setting -> setting.engines().contains(values.get(Settings.ENGINE)))
                .filter(setting -> !idle.contains(setting) && values.shown(setting) != null)
                .forEach(setting -> effective.put(setting.key(), values.shown(setting)));
        values.dialectOptions()
                .keySet()
                .forEach(name -> effective.put("wse.dialect." + name, values.shownOption(name)));
        return effective;
    }

    /** Settings whose defaults have no effect because of another setting. */
    private static Set<Setting<?>> idle(Values values, Protocol protocol) {
        Set<Setting<?>> idle = new HashSet<>();
        idle.addAll(
                values.get(Settings.HOST) == null
                        ? List.of(Settings.PORT)
                        : List.of(
                                Settings.FORM,
                                Settings.SERVER_READ,
                                Settings.SERVER_MAX_CONNECTIONS,
                                Settings.SERVER_PROCESSES,
                                Settings.SERVER_PING_INTERVAL));
        idle.addAll(
                values.get(Settings.AGENTS) == 0
                        ? List.of(
                                Settings.AGENTS,
                                Settings.CLUSTER_ADDRESS,
                                Settings.CLUSTER_PORT,
                                Settings.CLUSTER_SECRET)
                        : List.of(Settings.PROCESSES));
        idle.addAll(FloodContradictions.unfitting(values));
        if (values.isGiven(Settings.TOKEN) || !protocol.sendsToken()) {
            idle.add(Settings.SECRET);
        }
        return idle;
    }
}

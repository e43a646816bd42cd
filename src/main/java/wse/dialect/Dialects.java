package wse.dialect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import wse.config.BadInputException;
import wse.config.Direction;
import wse.config.Protocol;
import wse.config.Protocols;
import wse.config.Secret;
import wse.config.TargetConfig;

/** All available protocols: those on the class path, including the built-in ones, and those in plug-ins. Immutable. */
public final class Dialects implements Protocols {

    private final List<DialectProvider> providers;

    /** The protocols on the class path. Public because {@link ServiceLoader} needs a constructor without arguments. */
    public Dialects() {
        this(Dialects.class.getClassLoader());
    }

    private Dialects(ClassLoader loader) {
        this.providers = load(loader);
    }

    /**
     * The protocols on the class path and in plug-ins.
     *
     * @param plugins jars, directories of jars, or directories of classes
     * @throws BadInputException if one of them does not exist or is not a plug-in
     */
    public static Dialects with(List<Path> plugins) {
        return plugins.isEmpty() ? new Dialects() : new Dialects(Plugins.loader(plugins));
    }

    private static List<DialectProvider> load(ClassLoader loader) {
        try {
            return ServiceLoader.load(DialectProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(DialectProvider::name))
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new BadInputException("a plug-in with a protocol must be complete: " + e.getMessage()
                    + "; check its META-INF/services/" + DialectProvider.class.getName());
        }
    }

    /** All providers, sorted by name. */
    public List<DialectProvider> all() {
        return providers;
    }

    /**
     * The provider with this name.
     *
     * @throws BadInputException if there is no such provider, with a list of those available, or if there are two
     */
    public DialectProvider named(String name) {
        List<DialectProvider> found = providers.stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new BadInputException("wse.dialect=" + name + " is not a protocol that is installed here: there are "
                    + list()
                    + "; correct the name, or add the jar that holds it: to the class path, by wse.plugins, or beside the jar of"
                    + " an agent");
        }
        if (found.size() > 1) {
            throw new BadInputException("wse.dialect=" + name + " must mean one protocol, but "
                    + found.stream()
                            .map(provider -> provider.getClass().getName())
                            .collect(Collectors.joining(" and "))
                    + " both have this name; remove one of them from the class path");
        }
        return found.get(0);
    }

    /** Lists all names with their summaries, for messages to the user. */
    private String list() {
        return providers.stream()
                .map(provider -> provider.name() + " (" + provider.summary() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * Creates a dialect.
     *
     * @throws BadInputException if there is no dialect with this name, or if its provider refuses the context
     */
    public Dialect create(String name, DialectContext context) {
        DialectProvider provider = named(name);
        try {
            return RequestedDialect.of(provider.create(context), context);
        } catch (IllegalArgumentException e) {
            String given = context.script()
                    .map(script -> "wse.script=" + script.file())
                    .orElse("wse.dialect=" + name);
            throw new BadInputException(given + ": " + e.getMessage());
        }
    }

    /**
     * A dialect that the settings do not name, with their additions to its requests.
     *
     * @throws BadInputException if a setting contains a placeholder that is not known
     */
    public static Dialect requested(Dialect dialect, DialectContext context) {
        try {
            return RequestedDialect.of(dialect, context);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    /**
     * The context for the dialect of a run's target.
     *
     * @param direction direction of the floods; empty in a test that does not flood
     * @param startedAt when the run began
     */
    public DialectContext context(TargetConfig target, Optional<Direction> direction, Instant startedAt) {
        boolean sendsToken = named(target.dialect()).sendsToken();
        return new DialectContext(
                Optional.ofNullable(target.path()),
                Optional.ofNullable(target.secret()).filter(secret -> sendsToken),
                Optional.ofNullable(target.token()).filter(token -> sendsToken),
                direction,
                startedAt,
                Duration.ZERO,
                new TreeMap<>(target.dialectOptions()),
                target.users(),
                script(target),
                target.request(),
                Optional.ofNullable(target.corpus()));
    }

    private static Optional<Script> script(TargetConfig target) {
        Map<String, Secret> variables = new TreeMap<>();
        target.scriptVariables().forEach((name, value) -> variables.put(name, new Secret(value)));
        return Optional.ofNullable(target.script())
                .map(script -> new Script(script.file().toString(), script.text(), variables));
    }

    @Override
    public Protocol of(TargetConfig target, Optional<Direction> direction) {
        Dialects here = target.plugins().isEmpty() ? this : with(target.plugins());
        return here.describe(target, direction);
    }

    /** Also describes targets whose settings contradict each other; other code refuses them. */
    private Protocol describe(TargetConfig target, Optional<Direction> direction) {
        DialectProvider provider = named(target.dialect());
        Dialect dialect = create(target.dialect(), context(target, direction, Instant.now()));
        Optional<PayloadDecoder> decoder = dialect.newDecoder();
        decoder.ifPresent(PayloadDecoder::close);
        return new Protocol(
                provider.name(),
                provider.sendsToken(),
                provider.isSpokenByReferenceServer(),
                !dialect.counters().equals(CounterNames.NONE),
                decoder.isPresent(),
                dialect.pingForm() != PingForm.FRAME,
                dialect.keepAlive().isPresent(),
                dialect.idleTimeout(),
                dialect.floodDirections(),
                dialect.floodDirection(),
                dialect.floodFormats());
    }
}

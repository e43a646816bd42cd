package wse.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.text.Words;

/**
 * Environment variables that name a proxy for other programs. This program does not use them, because a stress test
 * through a proxy measures the proxy. Their values may contain passwords, and are never shown.
 */
public final class ProxyEnvironment {

    private static final List<String> NAMES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
    private static final String EXCEPTIONS = "NO_PROXY";

    private final Map<String, String> environment;

    /** @param environment the variables and their values */
    public ProxyEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The environment of this process. */
    public static ProxyEnvironment here() {
        return new ProxyEnvironment(System.getenv());
    }

    /**
     * A sentence that says which variables are not used, and how to use a proxy; empty if none is set, if the settings
     * name a proxy, or if {@code NO_PROXY} excludes all hosts.
     */
    public Optional<String> unused(TargetConfig target) {
        List<String> names = NAMES.stream().flatMap(this::given).toList();
        boolean proxied = target.hosts().stream().anyMatch(host -> !isExcepted(host, target.port()));
        return Optional.of(Words.and(names) + (names.size() == 1 ? " is" : " are")
                        + " set but not used, because a stress test through a proxy measures the proxy; to connect through one,"
                        + " give -Dwse.proxy=http://host:port")
                .filter(sentence ->
                        !names.isEmpty() && proxied && target.route().proxy().isEmpty());
    }

    /** The name under which a variable is set; many programs also know it in lower case. */
    private Stream<String> given(String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .filter(spelling -> !environment.getOrDefault(spelling, "").isBlank())
                .limit(1);
    }

    private boolean isExcepted(String host, int port) {
        return given(EXCEPTIONS)
                .flatMap(name -> Stream.of(environment.get(name).split(",")))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .anyMatch(entry -> isExcepted(host.toLowerCase(Locale.ROOT), port, entry));
    }

    /** An entry is {@code *}, an address, or a domain with all its hosts, the latter two with an optional port. */
    private static boolean isExcepted(String host, int port, String entry) {
        String name = entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry;
        String domain = Stream.of(name.replaceAll("[\\[\\]]", "").split("\\."))
                .filter(label -> !label.isEmpty() && !label.equals("*"))
                .collect(Collectors.joining("."));
        return entry.equals("*") || !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }
}

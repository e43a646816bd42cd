package wse.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The server under test.
 *
 * @param host names and addresses, separated by commas; null to start the embedded reference server
 * @param port port of the server; ignored when the embedded server is started, which listens on a free port
 * @param route how connections reach the server
 * @param confirmTarget the host once more, if it may be tested although it is on the Internet; null if it was not given
 * @param path null for the dialect's default
 * @param dialect name of the protocol
 * @param dialectOptions settings of the protocol itself, {@code wse.dialect.NAME=VALUE}, by name
 * @param plugins jars and directories to search for protocols, in addition to the class path
 * @param script the file that describes the protocol; null if the protocol is a class
 * @param scriptVariables the environment variables that this file names, without those that are not set
 * @param request what is added to the upgrade request, whatever the protocol
 * @param corpus the messages of floods; null for those of the protocol
 * @param secret signs tokens, if the protocol sends any
 * @param token a finished token, used instead of a signed one; null for none
 * @param users the identity of each connection; {@link Users#NONE} if all connections have the same
 * @param metrics where the server publishes its counters as Prometheus text; null if it does not
 * @param form message form that the embedded server uses
 * @param serverRead how much of each message the embedded server reads
 * @param serverMaxConnections number of connections that each process of the embedded server accepts
 * @param serverProcesses number of processes of the embedded server; 0 for as many as the largest tier needs
 * @param serverPingInterval time between two keep-alive pings that the embedded server sends on a connection
 */
public record TargetConfig(
        String host,
        int port,
        RouteConfig route,
        String confirmTarget,
        String path,
        TlsConfig tls,
        String dialect,
        Map<String, String> dialectOptions,
        List<Path> plugins,
        ScriptFile script,
        Map<String, String> scriptVariables,
        RequestConfig request,
        Corpus corpus,
        Secret secret,
        Secret token,
        Users users,
        URI metrics,
        MessageForm form,
        ReadMode serverRead,
        int serverMaxConnections,
        int serverProcesses,
        Duration serverPingInterval) {

    /** At most 2,000 pings per second from the embedded server, about a tenth of a core with dozens of processes. */
    private static final Duration PING_EACH = Duration.ofNanos(500_000);

    public TargetConfig {
        dialectOptions = Collections.unmodifiableMap(new TreeMap<>(dialectOptions));
        plugins = List.copyOf(plugins);
        scriptVariables = Collections.unmodifiableMap(new TreeMap<>(scriptVariables));
    }

    /** Whether a file describes the protocol, instead of a class. */
    public boolean isDescribed() {
        return script != null;
    }

    /** The name of the protocol for people: for a described protocol, that of its file. */
    public String protocolName() {
        return isDescribed() ? script.name() : dialect;
    }

    public boolean isEmbedded() {
        return host == null;
    }

    /** The names and addresses of the server, in the given order; empty for the embedded server. */
    public List<String> hosts() {
        return host == null ? List.of() : List.of(host.split(","));
    }

    /** Whether the user has confirmed that this host may be tested. */
    public boolean isConfirmed(String one) {
        return confirmTarget != null
                && Stream.of(confirmTarget.split(",")).anyMatch(confirmed -> confirmed.equalsIgnoreCase(one));
    }

    static TargetConfig of(Values values) {
        return new TargetConfig(
                values.get(Settings.HOST),
                values.get(Settings.PORT),
                RouteConfig.of(values),
                values.get(Settings.CONFIRM_TARGET),
                values.get(Settings.PATH),
                TlsConfig.of(values),
                values.get(Settings.DIALECT),
                values.named(NamedSettings.DIALECT),
                values.get(Settings.PLUGINS) == null ? List.of() : values.get(Settings.PLUGINS),
                values.get(ScriptSettings.SCRIPT),
                values.scriptVariables(),
                RequestConfig.of(values),
                values.get(ScriptSettings.CORPUS),
                values.get(Settings.SECRET),
                values.get(Settings.TOKEN),
                values.users(),
                values.get(Settings.METRICS),
                values.get(Settings.FORM),
                values.get(Settings.SERVER_READ),
                values.get(Settings.SERVER_MAX_CONNECTIONS),
                values.get(Settings.SERVER_PROCESSES),
                serverPingInterval(values));
    }

    /**
     * With many connections, pings alone would use up a core, and the client's messages already show that it is alive.
     */
    private static Duration serverPingInterval(Values values) {
        Duration given = values.get(Settings.SERVER_PING_INTERVAL);
        Duration fitting = PING_EACH.multipliedBy(values.mostConnections());
        return values.isGiven(Settings.SERVER_PING_INTERVAL) || fitting.compareTo(given) < 0 ? given : fitting;
    }
}

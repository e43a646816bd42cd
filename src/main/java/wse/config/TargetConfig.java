package wse.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The server under test.
 *
 * @param host null to start the embedded reference server
 * @param port of the server; ignored when the embedded one is started, which listens on a free port
 * @param path null for the dialect's own
 * @param dialect name of the protocol
 * @param dialectOptions settings of the protocol itself, {@code wse.dialect.NAME=VALUE}, by name
 * @param plugins jars and directories that hold protocols, beside the class path
 * @param secret signs tokens, if the protocol sends any
 * @param token a ready token, used instead of a signed one; null for none
 * @param metrics where the server's counters are served as Prometheus text; null if nowhere
 * @param form message form the embedded server speaks
 * @param serverRead how much of each message the embedded server reads
 * @param serverMaxConnections that each process of the embedded server takes
 * @param serverProcesses of the embedded server; 0 for as many as the largest tier takes
 * @param serverPingInterval between two keep-alive pings of the embedded server to a connection
 */
public record TargetConfig(
        String host,
        int port,
        String path,
        boolean tls,
        String dialect,
        Map<String, String> dialectOptions,
        List<Path> plugins,
        Secret secret,
        Secret token,
        URI metrics,
        MessageForm form,
        ReadMode serverRead,
        int serverMaxConnections,
        int serverProcesses,
        Duration serverPingInterval) {

    public TargetConfig {
        dialectOptions = Collections.unmodifiableMap(new TreeMap<>(dialectOptions));
        plugins = List.copyOf(plugins);
    }

    public boolean isEmbedded() {
        return host == null;
    }

    static TargetConfig of(Values values) {
        return new TargetConfig(
                values.get(Settings.HOST),
                values.get(Settings.PORT),
                values.get(Settings.PATH),
                values.get(Settings.TLS),
                values.get(Settings.DIALECT),
                values.dialectOptions(),
                values.get(Settings.PLUGINS) == null ? List.of() : values.get(Settings.PLUGINS),
                values.get(Settings.SECRET),
                values.get(Settings.TOKEN),
                values.get(Settings.METRICS),
                values.get(Settings.FORM),
                values.get(Settings.SERVER_READ),
                values.get(Settings.SERVER_MAX_CONNECTIONS),
                values.get(Settings.SERVER_PROCESSES),
                values.get(Settings.SERVER_PING_INTERVAL));
    }
}

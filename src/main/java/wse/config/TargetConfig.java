package wse.config;

import java.net.URI;
import java.time.Duration;

/**
 * The server under test.
 *
 * @param host null to start the embedded reference server
 * @param port of the server; ignored when the embedded one is started, which listens on a free port
 * @param path null for the dialect's own
 * @param dialect {@code "wse"} or {@code "echo"}
 * @param secret signs the token of the {@code wse} dialect
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
        Secret secret,
        Secret token,
        URI metrics,
        MessageForm form,
        ReadMode serverRead,
        int serverMaxConnections,
        int serverProcesses,
        Duration serverPingInterval) {

    public boolean isEmbedded() {
        return host == null;
    }
}

package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SelfSigned;
import wse.gatling.TrickServer;

/** Runs against a server whose certificate no public authority has signed, as on company networks. */
class TlsIT {

    @TempDir
    Path directory;

    @Test
    void shouldTrustTheGivenAuthorityInEveryProcess() throws Exception {
        SelfSigned own = SelfSigned.create(directory, "own");
        try (TrickServer server = echo(own)) {
            Map<String, String> settings = settings("localhost", server);
            settings.put("tls.ca", own.pem().toString());
            settings.put("processes", "2");
            SimulationsIT.run(PingLatencySimulation.class, directory, "netty", settings);
        }
    }

    @Test
    void shouldTrustTheGivenAuthorityInGatlingsOwnEngine() throws Exception {
        SelfSigned own = SelfSigned.create(directory, "own");
        try (TrickServer server = echo(own)) {
            Map<String, String> settings = settings("localhost", server);
            settings.put("tls.ca", own.pem().toString());
            SimulationsIT.run(PingLatencySimulation.class, directory, "gatling", settings);
        }
    }

    @Test
    void shouldSayInEveryReportThatTheServerWasNotVerified() throws Exception {
        SelfSigned own = SelfSigned.create(directory, "own");
        try (TrickServer server = echo(own)) {
            Map<String, String> settings = settings("127.0.0.1", server);
            settings.put("tls.insecure", "true");
            SimulationsIT.run(PingLatencySimulation.class, directory, "netty", settings);
        }
        Path run = directory.resolve("wse/latest");
        for (String report : new String[] {"report.html", "report.md"}) {
            assertThat(Files.readString(run.resolve(report)))
                    .as(report)
                    .contains("The client accepted any certificate (wse.tls.insecure=true)");
        }
    }

    private static Map<String, String> settings(String host, TrickServer server) {
        return new HashMap<>(Map.of(
                "host",
                host,
                "port",
                String.valueOf(server.port()),
                "path",
                "/live?room=1&access_token=" + SimulationProcess.SECRET,
                "tls",
                "true",
                "dialect",
                "echo",
                "tiers",
                "4",
                "warmUp",
                "0",
                "pings",
                "2",
                "duration",
                "1s"));
    }

    /** Accepts only requests with a token in the query. */
    private static TrickServer echo(SelfSigned certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        return new TrickServer(context.getServerSocketFactory(), peer -> {
            String request = peer.readRequest();
            if (request.startsWith("GET /live?room=1&access_token=" + SimulationProcess.SECRET + " ")) {
                peer.upgrade(request).echo();
            }
        });
    }
}

package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.ConnectProxy;
import wse.PrivateAuthority;
import wse.SelfSigned;
import wse.config.PrivateFile;
import wse.gatling.TrickServer;
import wse.measure.RunResult;

/** Runs against a server whose certificate no public authority has signed, as on company networks. */
class TlsIT {

    @TempDir
    Path directory;

    /** Outside the directory of the run, whose files must contain no secrets. */
    @TempDir
    Path keys;

    /** The certificate is for another name, and the key is encrypted: no process but the run's knows file and password. */
    @Test
    void shouldUseAllSettingsOfTlsInEveryProcessAlsoThroughAProxy() throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(keys, "authority");
        String credentials = "user:" + SimulationProcess.SECRET;
        try (TrickServer server = requiring(authority, "dns:inner.example");
                ConnectProxy proxy = ConnectProxy.requiring(authorization(credentials))) {
            Map<String, String> settings = settings("127.0.0.1", server);
            settings.putAll(ofClient(authority, SimulationProcess.SECRET));
            settings.put("tls.serverName", "inner.example");
            settings.put("tls.minVersion", "1.3");
            settings.put("processes", "2");
            settings.put("proxyFile", proxyFile(credentials, proxy));
            RunResult run = SimulationsIT.run(PingLatencySimulation.class, directory, "netty", settings);
            assertThat(run.target().tls()).isEqualTo("BoringSSL");
            // The first contact, and the connections of the closed and of the open tier.
            assertThat(proxy.requests())
                    .hasSize(1 + 2 * 4)
                    .allMatch(request -> request.startsWith("CONNECT 127.0.0.1:" + server.port() + " "));
        }
        assertThat(Files.readString(directory.resolve("wse/latest/report.md")))
                .contains("All connections went through the proxy http://\\*\\*");
    }

    private static String authorization(String credentials) {
        return "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII));
    }

    private String proxyFile(String credentials, ConnectProxy proxy) throws IOException {
        String url = "http://" + credentials + "@127.0.0.1:" + proxy.address().getPort();
        return PrivateFile.of(keys, url).toString();
    }

    @Test
    void shouldUseTheSameCertificatesAndTheProxyInGatlingsOwnEngine() throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(keys, "authority");
        String credentials = "user:" + SimulationProcess.SECRET;
        try (TrickServer server = requiring(authority, "dns:localhost");
                ConnectProxy proxy = ConnectProxy.requiring(authorization(credentials))) {
            Map<String, String> settings = settings("localhost", server);
            settings.putAll(ofClient(authority, ""));
            settings.put("proxyFile", proxyFile(credentials, proxy));
            SimulationsIT.run(PingLatencySimulation.class, directory, "gatling", settings);
            assertThat(proxy.requests()).hasSize(1 + 2 * 4);
        }
    }

    /** @param password of the key; empty to leave it unencrypted */
    private static Map<String, String> ofClient(PrivateAuthority authority, String password) throws Exception {
        PrivateAuthority.Issued client = authority.issue("client");
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.ca", authority.pem().toString(),
                "tls.certificate", client.certificatePem().toString()));
        if (password.isEmpty()) {
            settings.put("tls.key", client.keyPem().toString());
        } else {
            Path file = client.encryptedKeyPem(password);
            settings.put("tls.key", file.toString());
            settings.put(
                    "tls.keyPasswordFile",
                    PrivateAuthority.secret(Path.of(file + ".password"), password)
                            .toString());
        }
        return settings;
    }

    /** Accepts only clients with a certificate of the authority. */
    private static TrickServer requiring(PrivateAuthority authority, String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                authority.issue("server", "-ext", "san=" + name).keys().getKeyManagers(),
                authority.clients().getTrustManagers(),
                null);
        return echo(new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 0);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, null);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket =
                        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(true);
                return socket;
            }
        });
    }

    @Test
    void shouldSayInEveryReportThatTheServerWasNotVerifiedAndDidNotCompress() throws Exception {
        SelfSigned own = SelfSigned.create(directory, "own");
        try (TrickServer server = echo(own)) {
            Map<String, String> settings = settings("127.0.0.1", server);
            settings.put("tls.insecure", "true");
            settings.put("compression", "permessage-deflate,client_no_context_takeover");
            SimulationsIT.run(PingLatencySimulation.class, directory, "netty", settings);
        }
        Path run = directory.resolve("wse/latest");
        for (String report : new String[] {"report.html", "report.md"}) {
            assertThat(Files.readString(run.resolve(report)))
                    .as(report)
                    .contains("The client accepted any certificate (wse.tls.insecure=true)")
                    .contains("The server did not accept compression");
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

    private static TrickServer echo(SelfSigned certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        return echo(context.getServerSocketFactory());
    }

    /** Accepts only requests with a token in the query. */
    private static TrickServer echo(ServerSocketFactory sockets) throws IOException {
        return new TrickServer(sockets, peer -> {
            String request = peer.readRequest();
            if (request.startsWith("GET /live?room=1&access_token=" + SimulationProcess.SECRET + " ")) {
                peer.upgrade(request).echo();
            }
        });
    }
}

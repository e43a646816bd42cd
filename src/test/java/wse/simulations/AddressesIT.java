package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.ConnectProxy;
import wse.FreePort;
import wse.engine.IpText;
import wse.measure.AddressFigures;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;
import wse.server.ServerTransport;

/** Runs against servers with several addresses, and through a proxy, with both engines, several processes and agents. */
@SuppressWarnings("try") // servers and agents that are only to be there
class AddressesIT extends AgentRuns {

    private static final Map<String, String> STORM = Map.of("engine", "netty", "warmUp", "0", "tiers", "42");

    /** The netty engine uses two processes. A third address is dead, and left out. */
    @ParameterizedTest
    @ValueSource(strings = {"gatling", "netty"})
    void shouldSpreadAStormOverTheAddressesThatAnswer(String engine) throws Exception {
        try (ReferenceServer one = ReferenceServer.start(at("127.0.0.1", FreePort.onLoopback()));
                ReferenceServer two = ReferenceServer.start(at("::1", one.port()))) {
            assertThat(two.port()).isEqualTo(one.port());
            Map<String, String> settings = new HashMap<>(
                    Map.of("host", "127.0.0.1,127.0.0.3,::1", "port", String.valueOf(one.port()), "tiers", "41"));
            settings.putAll(Map.of("engine", engine, "warmUp", "0", "dialect", "wse"));
            if (engine.equals("netty")) {
                settings.put("processes", "2");
            }

            RunResult run = WholeRun.of(ConnectionStormSimulation.class, directory, settings);

            List<AddressFigures> rows = run.tiers().get(0).measured().addresses();
            assertThat(rows).extracting(AddressFigures::address).containsExactlyInAnyOrder("127.0.0.1", "::1");
            assertThat(rows).extracting(row -> row.outcomes().of(Outcome.OK)).containsExactlyInAnyOrder(20L, 21L);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.ready().getTotalCount())
                            .isEqualTo(row.outcomes().total()));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.ready().getMinValue()).isPositive());
            assertThat(run.target().leftOut())
                    .containsExactly("127.0.0.3: nothing is listening there (connection refused)");
            assertThat(run.tiers().get(0).serverUsage()).isPresent();
        }
        assertThat(Files.readString(directory.resolve("wse/latest/report.md")))
                .contains("An address of the server got no load (127.0.0.3")
                .contains("## Addresses of the server");
    }

    @Test
    void shouldReachIpv6AddressesWithAndWithoutAZoneFromSeveralProcesses() throws Exception {
        String linkLocal = linkLocal();
        try (ReferenceServer one = ReferenceServer.start(at("::1", FreePort.onLoopback()));
                ReferenceServer two = ReferenceServer.start(at(linkLocal, one.port()));
                ReferenceServer three = ReferenceServer.start(at("127.0.0.1", one.port()))) {
            RunResult run = WholeRun.of(
                    ConnectionStormSimulation.class,
                    directory,
                    with("host", "[::1]," + linkLocal + ",127.0.0.1", "port", one.port(), "processes", 2));

            assertShares(run, "::1", linkLocal, "127.0.0.1");
            assertThat(run.target().leftOut()).isEmpty();
        }
        assertThat(Files.readString(directory.resolve("wse/latest/report.md")).replace("\\", ""))
                .contains("[::1],[" + linkLocal + "],127.0.0.1:");
    }

    /** A server behind a proxy counts as one address, whatever its name resolves to. */
    @Test
    void shouldReachSeveralAddressesAndAProxyFromAgents() throws Exception {
        String linkLocal = linkLocal();
        String targets = "127.0.0.0/8,::1/128,fe80::/10";
        try (ReferenceServer one = ReferenceServer.start(at("::1", FreePort.onLoopback()));
                ReferenceServer two = ReferenceServer.start(at(linkLocal, one.port()));
                ReferenceServer three = ReferenceServer.start(at("127.0.0.1", one.port()));
                ConnectProxy proxy = ConnectProxy.open();
                AgentProcess first = agent("first", "127.0.0.2", SECRET, "--allow-target", targets);
                AgentProcess second = agent("second", "127.0.0.3", SECRET, "--allow-target", targets)) {
            RunResult direct = byAgents("direct", "host", "::1," + linkLocal + ",127.0.0.1", "port", one.port());
            assertShares(direct, "::1", linkLocal, "127.0.0.1");

            RunResult proxied = byAgents(
                    "proxied", "host", "127.0.0.1", "port", one.port(), "proxy", "http://127.0.0.1:" + port(proxy));
            assertThat(only(proxied).measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 42L));
            assertThat(proxy.requests())
                    .hasSize(1 + 42)
                    .allMatch(request -> request.startsWith("CONNECT 127.0.0.1:" + one.port() + " HTTP/1.1\r\n"));
        }
    }

    private static int port(ConnectProxy proxy) {
        return proxy.address().getPort();
    }

    private RunResult byAgents(String where, Object... settings) throws Exception {
        try (SimulationProcess run = run(ConnectionStormSimulation.class, where, with(settings), 2)) {
            assertThat(run.await()).as(run.output()).isZero();
            return run.results();
        }
    }

    private static Map<String, String> with(Object... settings) {
        Map<String, String> all = new HashMap<>(STORM);
        all.put("dialect", "wse");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i].toString(), settings[i + 1].toString());
        }
        return all;
    }

    private static void assertShares(RunResult run, String... addresses) {
        List<AddressFigures> rows = only(run).measured().addresses();
        assertThat(rows)
                .extracting(row -> row.address().replaceAll("^.* at ", ""))
                .containsExactlyInAnyOrder(addresses);
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(row.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 42L / addresses.length)));
    }

    /** An address of this machine that only its zone makes unique, such as {@code fe80::1%eth0}. */
    private static String linkLocal() throws SocketException {
        Optional<String> found = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .map(IpText::of)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "SKIPPED: IPv6 addresses with a zone: this machine has no link-local address");
        return found.orElseThrow();
    }

    private static ServerOptions at(String host, int port) {
        return ServerOptions.defaults()
                .withListen(new ServerOptions.Listen(host, port, 0, 1, 1, ServerTransport.AUTO, List.of()));
    }
}

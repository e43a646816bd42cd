package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.ConnectProxy;
import wse.dialect.EchoDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.HttpProxy;
import wse.engine.WebSocketClient;
import wse.measure.AddressFigures;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** Load on several addresses of a server, and through a proxy. Nobody listens at 127.0.0.2. */
class AddressesTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
    private final EchoServer server = EchoServer.start();
    private final Loads loads = new Loads();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void shouldGiveEachAddressTheSameShareAndItsOwnFigures() throws Exception {
        TierMeasurement measured = run(new StormPlan(ramp(41)), target("127.0.0.1", "127.0.0.2"));

        List<AddressFigures> rows = measured.addresses();
        assertThat(rows).extracting(AddressFigures::address).containsExactly("127.0.0.1", "127.0.0.2");
        assertThat(rows.get(0).outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 21L));
        assertThat(rows.get(1).outcomes().asMap()).isEqualTo(Map.of(Outcome.CONNECT_REFUSED, 20L));
        assertThat(rows.get(0).tcp().getTotalCount()).isEqualTo(21);
        assertThat(rows.get(0).ready().getTotalCount()).isEqualTo(21);
        assertThat(rows.get(0).ready().getMaxValue())
                .isGreaterThanOrEqualTo(rows.get(0).tcp().getMinValue());
        assertThat(rows.get(1).ready().getTotalCount()).isZero();
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 21L, Outcome.CONNECT_REFUSED, 20L));
    }

    @Test
    void shouldSendTheNameOfEachHost() {
        LoadTarget target = target("127.0.0.1", "127.0.0.2")
                .withEndpoints(List.of(endpoint("127.0.0.1", "a:1"), endpoint("127.0.0.1", "b:1")));

        assertThat(target.serverName(0)).isEqualTo("a:1 at 127.0.0.1");
        assertThat(target.serverName(1)).isEqualTo("b:1 at 127.0.0.1");
        assertThat(target("127.0.0.1").serverName(0)).isEqualTo("127.0.0.1");
    }

    @Test
    void shouldHaveNoRowsForASingleAddress() throws Exception {
        assertThat(run(new StormPlan(ramp(3)), target("127.0.0.1")).addresses()).isEmpty();
    }

    @Test
    void shouldCountTheConnectionsOfEarlierStepsToo() throws Exception {
        LoadTarget both = target("127.0.0.1", "127.0.0.1");
        HoldPlan ten = new HoldPlan(ramp(10), SHORT, SHORT, LONG);
        run(new LimitStep(ten, LimitStep.Before.RESET, 0, Duration.ZERO, true), both);

        HoldPlan more = new HoldPlan(ramp(16), SHORT, SHORT, LONG);
        TierMeasurement second = run(new LimitStep(more, LimitStep.Before.KEEP, 0, Duration.ZERO, true), both);
        loads.down().get(20, TimeUnit.SECONDS);

        assertThat(second.addresses()).singleElement().satisfies(row -> {
            assertThat(row.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 16L));
            assertThat(row.ready().getTotalCount()).isEqualTo(6);
        });
    }

    @Test
    void shouldUseSourceAddressesOfThePeersKind() throws Exception {
        LoadTarget from = new LoadTarget(
                client,
                List.of(endpoint("127.0.0.1", "h"), endpoint("::1", "h")),
                new EchoDialect("/"),
                List.of(InetAddress.getByName("127.0.0.5"), InetAddress.getByName("127.0.0.6")));

        assertThat(from.source(0, from.endpoint())).isEqualTo(new InetSocketAddress("127.0.0.5", 0));
        assertThat(from.source(3, from.endpoint())).isEqualTo(new InetSocketAddress("127.0.0.6", 0));
        assertThat(from.source(0, from.endpoint(0, 1))).isNull();
    }

    @Test
    void shouldNotBlameTheServerForItsProxy() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.requiring("Proxy-Authorization: none")) {
            Endpoint proxied = endpoint("127.0.0.1", "h:1").withProxy(HttpProxy.at(proxy.address()));
            LoadTarget target = target("127.0.0.1").withEndpoints(List.of(proxied));

            TierMeasurement measured = run(new StormPlan(ramp(5)), target);

            assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(new Outcome("PROXY_REJECTED_407"), 5L));
            assertThat(measured.outcomes().asMap().keySet()).allMatch(Outcome::isOfTheProxy);
            assertThat(target.serverName(0)).isEqualTo("h:1");
        }
    }

    private LoadTarget target(String... addresses) {
        List<Endpoint> endpoints =
                Stream.of(addresses).map(address -> endpoint(address, "h")).toList();
        return new LoadTarget(client, endpoints, new EchoDialect("/"), List.of());
    }

    private Endpoint endpoint(String address, String hostHeader) {
        InetSocketAddress remote =
                new InetSocketAddress(address, server.address().getPort());
        return Endpoint.of(remote, hostHeader, "/", Map.of());
    }

    private TierMeasurement run(TierPlan plan, LoadTarget target) throws Exception {
        LatencyCollector collector = new LatencyCollector((kind, interval) -> {});
        return loads.run(plan, new Stage(target, collector, new Unwatched()))
                .get(30, TimeUnit.SECONDS)
                .figures();
    }

    private static Ramp ramp(int connections) {
        return new Ramp(connections, 0, 0, LONG, LONG);
    }
}

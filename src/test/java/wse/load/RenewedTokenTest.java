package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.OpeningRequest;
import wse.dialect.WseProvider;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** A search may take longer than its first token is valid. */
class RenewedTokenTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static Map<Outcome, Long> outcomes(LoadTarget target, TierPlan plan) throws Exception {
        Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched());
        Loads loads = new Loads();
        Map<Outcome, Long> outcomes = loads.run(plan, stage)
                .get(60, TimeUnit.SECONDS)
                .figures()
                .outcomes()
                .asMap();
        loads.down().get(60, TimeUnit.SECONDS);
        return outcomes;
    }

    @Test
    void shouldConnectInAStepOfASearchAfterItsFirstTokenHasExpired() throws Exception {
        DialectContext longAgo = DialectContext.at(Instant.EPOCH).withSecret(ServerOptions.PUBLISHED_SECRET);
        Dialect expired = new WseProvider().create(longAgo);
        Ramp ramp = new Ramp(3, 0, 0, PATIENT, PATIENT);
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults());
                WebSocketClient client = new WebSocketClient(EngineOptions.of(1))) {
            OpeningRequest request = expired.openingRequest(0);
            Endpoint endpoint = Endpoint.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                    "localhost",
                    request.target(),
                    request.allHeaders());
            LoadTarget target = new LoadTarget(client, endpoint, expired, List.of());

            assertThat(outcomes(target, new StormPlan(ramp))).containsOnlyKeys(Outcome.AUTH_REJECTED);
            assertThat(outcomes(
                            target,
                            new LimitStep(
                                    new HoldPlan(ramp, SHORT, SHORT, PATIENT),
                                    LimitStep.Before.KEEP,
                                    0,
                                    Duration.ZERO,
                                    false)))
                    .isEqualTo(Map.of(Outcome.OK, 3L));
        }
    }
}

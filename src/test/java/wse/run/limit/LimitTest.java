package wse.run.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.plan.LimitStep;
import wse.plan.LimitStep.Before;

/** Tests the search with imaginary servers. */
class LimitTest {

    private final List<String> plans = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    private Limit search(IntFunction<TierResult> server, String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "wse.maxConnections", "1000",
                "wse.firstStep", "300",
                "wse.limitResolution", "50"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        Config config = Config.from(TestKind.CONNECTION_LIMIT, properties, Map.of());
        return new Limit(
                config,
                0,
                tier -> {
                    plans.add(tier.connections() + " " + ((LimitStep) tier.plan()).before());
                    return CompletableFuture.completedFuture(
                            new Sampled<>(server.apply(tier.connections()), List.of()));
                },
                () -> losses,
                new SearchClock(config));
    }

    private static IntFunction<TierResult> capped(int cap) {
        return connections -> {
            long alive = Math.min(connections, cap);
            Map<Outcome, Long> outcomes = new HashMap<>(Map.of(Outcome.OK, alive));
            outcomes.put(Outcome.closedByServer(1005), connections - alive);
            return Steps.result(connections, alive, alive, outcomes, ServerUsage.UNKNOWN, Verdict.VALID, List.of());
        };
    }

    private static Outcome run(Limit limit) throws Exception {
        while (limit.hasNext()) {
            limit.step().toCompletableFuture().get();
        }
        List<RequestSamples> samples = limit.end().toCompletableFuture().get();
        assertThat(samples).singleElement().satisfies(one -> {
            assertThat(one.request()).isEqualTo("connection limit");
            assertThat(one.size()).isEqualTo(1);
        });
        return samples.get(0).outcomes()[0];
    }

    @Test
    void shouldKeepConnectionsAfterAGoodStepAndFallBackAfterABadOne() throws Exception {
        Limit limit = search(capped(700));

        assertThat(run(limit)).isEqualTo(Outcome.OK);
        assertThat(plans)
                .containsExactly(
                        "300 " + Before.KEEP,
                        "600 " + Before.KEEP,
                        "1000 " + Before.KEEP,
                        "800 " + Before.FALL_BACK,
                        "700 " + Before.FALL_BACK,
                        "750 " + Before.KEEP);
        assertThat(limit.connectionLimit().connections()).isEqualTo(700);
        assertThat(limit.connectionLimit().cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(limit.broken()).isEmpty();
    }

    @Test
    void shouldReconnectInEachStepIfRequested() throws Exception {
        run(search(capped(1_000), "wse.reconnect", "true"));

        assertThat(plans).containsExactly("300 " + Before.KEEP, "600 " + Before.RESET, "1000 " + Before.RESET);
    }

    @Test
    void shouldFailBelowTheMinimum() throws Exception {
        assertThat(run(search(capped(700), "wse.minConnections", "701")).name()).isEqualTo("BELOW_MIN_CONNECTIONS");
    }

    @Test
    void shouldPassAtTheMinimum() throws Exception {
        assertThat(run(search(capped(700), "wse.minConnections", "700"))).isEqualTo(Outcome.OK);
    }

    @Test
    void shouldFailIfNoStepIsGood() throws Exception {
        assertThat(run(search(capped(20))).name()).isEqualTo("BELOW_MIN_CONNECTIONS");
    }

    @Test
    void shouldEndWhenNoConnectionIsLeft() throws Exception {
        Limit limit = search(connections -> connections <= 300
                ? capped(300).apply(connections)
                : Steps.result(
                        connections,
                        0,
                        0,
                        Map.of(Outcome.CONNECT_REFUSED, (long) connections),
                        ServerUsage.UNKNOWN,
                        Verdict.VALID,
                        List.of()));

        assertThat(run(limit).name()).isEqualTo("SEARCH_NOT_FINISHED");
        assertThat(plans).hasSize(2);
        assertThat(limit.connectionLimit().connections()).isEqualTo(300);
        assertThat(limit.broken().orElseThrow()).contains("the loss of the server");
    }

    @Test
    void shouldEndWhenAProcessOfTheClientIsLost() throws Exception {
        Limit limit = search(connections -> Steps.result(
                connections,
                200,
                200,
                Map.of(Outcome.OK, 200L, Outcome.memberLost("w1"), connections - 200L),
                ServerUsage.UNKNOWN,
                Verdict.INCOMPLETE,
                List.of(new Reason(Reason.Cause.CLIENT_LOST, "w1 did not finish"))));

        assertThat(run(limit).name()).isEqualTo("SEARCH_NOT_FINISHED");
        assertThat(plans).hasSize(1);
        assertThat(limit.broken().orElseThrow()).contains("the loss of a client process");
    }

    /** The remaining processes of a server have another limit. */
    @Test
    void shouldEndWhenAProcessOfTheServerWasLost() throws Exception {
        Limit limit = search(
                connections -> {
                    if (connections == 600) {
                        losses.add("server-2 process 7 ended with status 137");
                    }
                    return Steps.result(
                            connections,
                            connections / 2,
                            connections,
                            Map.of(Outcome.OK, connections / 2L, Outcome.RESET, connections - connections / 2L),
                            ServerUsage.UNKNOWN,
                            losses.isEmpty() ? Verdict.VALID : Verdict.INCOMPLETE,
                            List.of());
                },
                "wse.limitShare",
                "50");

        assertThat(run(limit).name()).isEqualTo("SEARCH_NOT_FINISHED");
        assertThat(plans).containsExactly("300 KEEP", "600 KEEP");
        assertThat(limit.connectionLimit().cause()).isEqualTo(LimitCause.SERVER_GONE);
        assertThat(limit.connectionLimit().firstBad()).isEmpty();
        assertThat(limit.connectionLimit().evidence()).contains("server-2 process 7 ended with status 137");
    }

    @Test
    void shouldEndWhenAStepCannotBeCarriedOut() throws Exception {
        Config config = Config.from(TestKind.CONNECTION_LIMIT, Map.of(), Map.of());
        Limit limit = new Limit(
                config,
                0,
                tier -> CompletableFuture.failedFuture(new IllegalStateException("no crew")),
                List::of,
                new SearchClock(config));

        assertThat(limit.step().toCompletableFuture()).isCompletedExceptionally();
        assertThat(limit.hasNext()).isFalse();
        assertThat(run(limit).name()).isEqualTo("SEARCH_NOT_FINISHED");
    }
}

package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wse.measure.ClientUsage;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.plan.Ramp;
import wse.plan.StormPlan;

/** Tests with real channels on the loopback address, all in this process. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ClusterTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ClusterSecret SECRET = ClusterSecret.of("a secret of the tests");
    private static final StormPlan PLAN = new StormPlan(new Ramp(10, 0, 0, LONG, LONG));

    private final List<ClusterMember> members = new ArrayList<>();
    private ClusterCoordinator coordinator;

    @BeforeEach
    void open() throws IOException {
        coordinator = ClusterCoordinator.open(ClusterOptions.local("coordinator", Seeds.none(), SECRET));
    }

    @AfterEach
    void close() {
        coordinator.close();
        members.forEach(ClusterMember::close);
    }

    private ClusterMember join(String name, ShareWork work) throws IOException {
        ClusterOptions options = ClusterOptions.local(name, Seeds.hosts(coordinator.address()), SECRET);
        ClusterMember member = ClusterMember.join(options, LONG, work);
        members.add(member);
        return member;
    }

    private void await(int count) {
        assertThat(coordinator.members(count, LONG).join()).hasSize(count);
    }

    @Test
    void shouldMergeTheMembersResultsIntoWhatOneWouldHaveMeasured() throws Exception {
        join("b", Deeds.meetingAt());
        join("a", Deeds.meetingAt());
        join("c", Deeds.meetingAt());
        await(3);

        ClusterResult result =
                coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN).get(10, TimeUnit.SECONDS);

        assertThat(result.measured()).isEqualTo(Deeds.measured(PLAN));
        assertThat(result.isComplete()).isTrue();
        assertThat(result.members()).extracting(MemberFate::name).containsExactly("a", "b", "c");
        assertThat(result.members()).extracting(MemberFate::connections).containsExactly(4, 3, 3);
    }

    @Test
    void shouldRunOneTierAfterAnother() throws Exception {
        join("a", Deeds.meetingAt("up"));
        join("b", Deeds.meetingAt("up"));
        await(2);

        for (int tier = 0; tier < 3; tier++) {
            ClusterResult result =
                    coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN).get(10, TimeUnit.SECONDS);
            assertThat(result.measured()).isEqualTo(Deeds.measured(PLAN));
        }
    }

    @Test
    void shouldLeaveMembersWithoutConnectionsIdle() throws Exception {
        join("a", Deeds.meetingAt("up"));
        join("b", Deeds.meetingAt("up"));
        await(2);

        ClusterResult result = coordinator
                .run(new StormPlan(new Ramp(1, 0, 0, LONG, LONG)), Briefing.NONE, Rendezvous.OPEN)
                .get(10, TimeUnit.SECONDS);

        assertThat(result.members()).extracting(MemberFate::name).containsExactly("a");
    }

    @Test
    void shouldLetNobodyPassAPointBeforeAllHaveReachedIt() throws Exception {
        CompletableFuture<Void> permission = new CompletableFuture<>();
        Deeds fast = Deeds.meetingAt("up", "height");
        join("fast", fast);
        join(
                "slow",
                (share, briefing, meeting) -> permission
                        .thenCompose(nothing -> meeting.reached("up"))
                        .thenCompose(nothing -> meeting.reached("height"))
                        .thenApply(nothing -> Deeds.result(Deeds.measured(share), ClientUsage.UNKNOWN)));
        await(2);

        CompletableFuture<ClusterResult> result = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(fast.begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(fast.points.poll(1, TimeUnit.SECONDS)).isNull();
        permission.complete(null);

        assertThat(fast.points.poll(10, TimeUnit.SECONDS)).isEqualTo("up");
        assertThat(fast.points.poll(10, TimeUnit.SECONDS)).isEqualTo("height");
        assertThat(result.get(10, TimeUnit.SECONDS).isComplete()).isTrue();
    }

    @Test
    void shouldNameTheMembersThatATierIsWaitingFor() throws Exception {
        join("ahead", Deeds.meetingAt("up"));
        join("behind", Deeds.endless());
        await(2);
        coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        List<String> awaited = List.of();
        while (!awaited.equals(List.of("behind"))) {
            awaited = coordinator.awaited().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldHoldATierAtAPointUntilItsGateIsPassed() throws Exception {
        CompletableFuture<Void> counted = new CompletableFuture<>();
        Deeds deeds = Deeds.meetingAt("up", "height");
        join("a", deeds);
        await(1);

        CompletableFuture<ClusterResult> result = coordinator.run(
                PLAN, Briefing.NONE, point -> point.equals("height") ? counted : Rendezvous.OPEN.pass(point));
        assertThat(deeds.points.poll(10, TimeUnit.SECONDS)).isEqualTo("up");
        assertThat(deeds.points.poll(1, TimeUnit.SECONDS)).isNull();
        while (!coordinator.awaited().get(10, TimeUnit.SECONDS).isEmpty()) {
            assertThat(result).isNotDone();
        }
        counted.complete(null);

        assertThat(deeds.points.poll(10, TimeUnit.SECONDS)).isEqualTo("height");
        assertThat(result.get(10, TimeUnit.SECONDS).isComplete()).isTrue();
    }

    @Test
    void shouldFailATierWhoseGateFailsAndBeReadyForTheNext() throws Exception {
        Deeds deeds = Deeds.meetingAt("up");
        join("a", deeds);
        await(1);

        CompletableFuture<ClusterResult> result = coordinator.run(
                PLAN, Briefing.NONE, point -> CompletableFuture.failedFuture(new IllegalStateException("no counters")));

        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasMessageContaining("no counters");
        assertThat(deeds.begun.getCount()).isEqualTo(1);
        assertThat(coordinator
                        .run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                        .get(10, TimeUnit.SECONDS)
                        .isComplete())
                .isTrue();
    }

    @Test
    void shouldSendTheMembersTheirBriefing() throws Exception {
        CompletableFuture<Briefing> heard = new CompletableFuture<>();
        join("a", (share, briefing, meeting) -> {
            heard.complete(briefing);
            return Deeds.meetingAt().begin(share, briefing, meeting);
        });
        await(1);

        coordinator.run(PLAN, new Briefing("where to"), Rendezvous.OPEN).get(10, TimeUnit.SECONDS);

        assertThat(heard.join().text()).isEqualTo("where to");
        assertThat(heard.join()).hasToString("***");
    }

    @Test
    void shouldSendMessagesThatAreLargerThanAPacket() throws Exception {
        CompletableFuture<Briefing> heard = new CompletableFuture<>();
        join("a", (share, briefing, meeting) -> {
            heard.complete(briefing);
            return Deeds.meetingAt().begin(share, briefing, meeting);
        });
        await(1);
        String text = "much ".repeat(500_000);

        coordinator.run(PLAN, new Briefing(text), Rendezvous.OPEN).get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(heard.join().text()).isEqualTo(text);
    }

    @Test
    void shouldReportTheProgressOfAllMembersThatAreNotLost() throws Exception {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.OK, 3);
        counts.add(Outcome.RESET, 1);
        LiveCounts pings = new LiveCounts(1, 7, 0, 0);
        Deeds.Watched work = new Deeds.Watched(LiveFigures.of(counts, pings));
        join("stays", work);
        ClusterMember goes = join("goes", work);
        await(2);

        assertThat(coordinator.live().get()).isEqualTo(LiveFigures.NONE);
        coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        awaitLive(Map.of(Outcome.OK, 6L, Outcome.RESET, 2L));
        goes.close();

        awaitLive(Map.of(Outcome.OK, 3L, Outcome.RESET, 1L, Outcome.memberLost("goes"), 5L));
        LiveFigures live = coordinator.live().get();
        assertThat(live.counts().pingsAnswered()).isEqualTo(14);
        assertThat(live.lost().asMap()).isEqualTo(Map.of(Outcome.memberLost("goes"), 3L));
        assertThat(live.attempts().asMap())
                .isEqualTo(Map.of(Outcome.OK, 6L, Outcome.RESET, 1L, Outcome.memberLost("goes"), 2L));
    }

    private void awaitLive(Map<Outcome, Long> expected) throws Exception {
        Map<Outcome, Long> live = Map.of();
        while (!live.equals(expected)) {
            live = CompletableFuture.supplyAsync(
                            () -> coordinator.live().join().outcomes().asMap(),
                            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                    .get();
        }
    }

    @Test
    void shouldCountTheConnectionsOfAFailedMemberUnderItsName() throws Exception {
        join("fine", Deeds.meetingAt("up"));
        join(
                "poor",
                (share, briefing, meeting) ->
                        CompletableFuture.failedFuture(new IllegalStateException("no descriptors")));
        await(2);

        ClusterResult result =
                coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN).get(10, TimeUnit.SECONDS);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.measured().outcomes().of(Outcome.memberLost("poor"))).isEqualTo(5);
        assertThat(result.measured().outcomes().total()).isEqualTo(10);
        assertThat(result.unfinished().get(0).detail()).contains("no descriptors");
    }

    @Test
    void shouldEndAStoppedTierWithItsResultsSoFar() throws Exception {
        Deeds endless = Deeds.endless();
        join("a", endless);
        await(1);

        CompletableFuture<ClusterResult> result = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(endless.begun.await(10, TimeUnit.SECONDS)).isTrue();
        coordinator.stop("Ctrl-C", LONG);

        assertThat(result.get(10, TimeUnit.SECONDS).isComplete()).isTrue();
        assertThat(endless.stopped.get(10, TimeUnit.SECONDS)).isEqualTo("Ctrl-C");
    }

    @Test
    void shouldEndAStoppedTierWithoutAMemberThatDoesNotReportItsResults() throws Exception {
        OutcomeCounts told = new OutcomeCounts();
        told.add(Outcome.OK, 3);
        told.add(Outcome.RESET, 1);
        join("a", Deeds.endless());
        join("b", new Deeds.Watched(LiveFigures.of(told, LiveCounts.NONE)));
        await(2);

        CompletableFuture<ClusterResult> running = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        awaitLive(told.asMap());
        coordinator.stop("Ctrl-C", Duration.ofSeconds(1));

        ClusterResult result = running.get(10, TimeUnit.SECONDS);
        assertThat(result.members().get(0)).isInstanceOf(MemberFate.Finished.class);
        assertThat(result.members().get(1))
                .isEqualTo(new MemberFate.Unfinished(
                        "b", 5, MemberFate.Cause.SILENT, "it did not send its result within 1 s"));
        assertThat(result.measured().connected()).isEqualTo(5 + 3);
        assertThat(result.measured().outcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, 8L, Outcome.RESET, 1L, Outcome.ABORTED, 1L));
    }

    @Test
    void shouldEndMembersWhenTheRunIsOver() throws Exception {
        ClusterMember member = join("a", Deeds.meetingAt());
        await(1);

        coordinator.close();

        assertThat(member.ended().get(10, TimeUnit.SECONDS).cause()).isEqualTo(MemberEnd.Cause.RUN_OVER);
    }

    @Test
    void shouldDistinguishTwoMembersWithTheSameName() throws Exception {
        join("agent", Deeds.meetingAt());
        join("agent", Deeds.meetingAt());

        assertThat(coordinator.members(2, LONG).get(10, TimeUnit.SECONDS)).containsExactly("agent", "agent-2");
    }

    @Test
    void shouldKeepAResultUntilTheCoordinatorHasIt() throws Exception {
        CompletableFuture<Void> permission = new CompletableFuture<>();
        Deeds deeds = Deeds.waitingFor(permission);
        ClusterMember member = join("a", deeds);
        await(1);
        CompletableFuture<ClusterResult> result = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(deeds.begun.await(10, TimeUnit.SECONDS)).isTrue();

        try (Deafness deafness = Deafness.of(coordinator.post().channel())) {
            permission.complete(null);
            assertThat(deafness.dropped(2)).isTrue();
            assertThat(result).isNotDone();
            assertThat(member.unansweredCount().join()).isEqualTo(1);
        }

        assertThat(result.get(10, TimeUnit.SECONDS).measured()).isEqualTo(Deeds.measured(PLAN));
        assertThat(coordinator
                        .run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                        .get(10, TimeUnit.SECONDS)
                        .isComplete())
                .isTrue();
    }

    @Test
    void shouldHandOverAResultThatTheCoordinatorDidNotReceiveBeforeItLeft() throws Exception {
        CompletableFuture<Void> permission = new CompletableFuture<>();
        Deeds deeds = Deeds.waitingFor(permission);
        ClusterMember member = join("a", deeds);
        await(1);
        coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(deeds.begun.await(10, TimeUnit.SECONDS)).isTrue();

        try (Deafness deafness = Deafness.of(coordinator.post().channel())) {
            permission.complete(null);
            assertThat(deafness.dropped(2)).isTrue();
            coordinator.post().close();
        }

        assertThat(member.ended().get(20, TimeUnit.SECONDS).sentence()).contains("the coordinator has disappeared");
        ShareEnd.Measured kept = (ShareEnd.Measured) onlyResult(member).end();
        assertThat(kept.result().figures().measured()).isEqualTo(Deeds.measured(PLAN));
    }

    @Test
    void shouldHandOverTheResultsSoFarWhenTheCoordinatorLeaves() throws Exception {
        Deeds endless = Deeds.endless();
        ClusterMember member = join("a", endless);
        await(1);
        coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(endless.begun.await(10, TimeUnit.SECONDS)).isTrue();

        coordinator.post().close();

        assertThat(member.ended().get(20, TimeUnit.SECONDS).sentence()).contains("the coordinator has disappeared");
        ShareEnd.Left kept = (ShareEnd.Left) onlyResult(member).end();
        assertThat(kept.reason()).contains("the coordinator has disappeared");
        assertThat(kept.soFar().figures().measured()).isEqualTo(Deeds.measured(PLAN));
    }

    private static Wire.Result onlyResult(ClusterMember member) throws IOException {
        assertThat(member.undelivered()).hasSize(1);
        byte[] json = member.undelivered().get(0).getBytes(StandardCharsets.UTF_8);
        return (Wire.Result) WireJson.read(json, 0, json.length);
    }

    @Test
    void shouldCountTheConnectionsOfALeavingMemberUnderItsName() throws Exception {
        Deeds endless = Deeds.endless();
        join("stays", Deeds.meetingAt());
        ClusterMember goes = join("goes", endless);
        await(2);
        CompletableFuture<ClusterResult> result = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
        assertThat(endless.begun.await(10, TimeUnit.SECONDS)).isTrue();

        goes.close();

        assertThat(goes.undelivered()).isEmpty();
        assertThat(result.get(10, TimeUnit.SECONDS).measured().outcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, 5L, Outcome.memberLost("goes"), 5L));
        assertThat(result.get().unfinished().get(0).detail()).isEqualTo("it was stopped");
    }

    @Test
    void shouldAskAllMembersWhetherTheyCanCarryOutTheirShares() throws Exception {
        join("fine", Deeds.meetingAt());
        join("poor", new Deeds.Unwilling("no descriptors"));
        await(2);

        Map<String, ShareOutlook> outlooks =
                coordinator.outlook(PLAN, Briefing.NONE).get(10, TimeUnit.SECONDS);

        assertThat(outlooks)
                .isEqualTo(Map.of(
                        "fine",
                        ShareOutlook.FINE,
                        "poor",
                        new ShareOutlook(List.of("no descriptors for 5"), List.of("slow"))));
    }

    @Test
    void shouldFindTheClusterByANameAmongSeveralSeeds() throws Exception {
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("nobody.invalid", 7_800);
        InetSocketAddress named = InetSocketAddress.createUnresolved(
                "localhost", coordinator.address().getPort());
        ClusterOptions options = ClusterOptions.local("named", Seeds.hosts(nobody, named), SECRET);
        members.add(ClusterMember.join(options, LONG, Deeds.meetingAt()));

        assertThat(coordinator.members(1, LONG).get()).containsExactly("named");
    }

    @Test
    void shouldRefuseATierWithoutMembers() {
        assertThatThrownBy(() ->
                        coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("a tier needs members");
    }
}

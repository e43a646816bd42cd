package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.Quiet;
import wse.measure.Outcome;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** What a cluster does when some of its processes are killed. */
@Quiet
@Timeout(120)
class ClusterIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    static final TierPlan PLAN = new StormPlan(new Ramp(10, 0, 0, LONG, LONG));

    private final String text = ClusterSecret.randomText();
    private final ClusterSecret secret = ClusterSecret.of(text);

    @Test
    void shouldFinishATierWithoutAKilledMemberAndCountItsConnectionsUnderItsName() throws Exception {
        CompletableFuture<Void> permission = new CompletableFuture<>();
        try (ClusterCoordinator coordinator =
                        ClusterCoordinator.open(ClusterOptions.local("coordinator", Seeds.none(), secret));
                ClusterMember first = member("worker-1", coordinator.address(), Deeds.waitingFor(permission));
                ClusterMember second = member("worker-2", coordinator.address(), Deeds.meetingAt("height"));
                ClusterChild third =
                        ClusterChild.member("worker-3", coordinator.address().getPort(), text)) {
            coordinator.members(3, LONG).get();
            CompletableFuture<ClusterResult> running = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
            assertThat(third.line()).isEqualTo("begun");

            long killed = System.nanoTime();
            third.kill();
            permission.complete(null);
            ClusterResult result = running.get(30, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
            assertThat(result.finished()).extracting(MemberFate::name).containsExactly("worker-1", "worker-2");
            assertThat(result.unfinished())
                    .extracting(MemberFate.Unfinished::cause)
                    .containsExactly(MemberFate.Cause.LOST);
            assertThat(result.measured().outcomes().of(Outcome.memberLost("worker-3")))
                    .isEqualTo(3);
            assertThat(result.measured().outcomes().of(Outcome.OK)).isEqualTo(7);
            assertThat(coordinator
                            .run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                            .get(30, TimeUnit.SECONDS)
                            .isComplete())
                    .isTrue();
            assertThat(first.ended()).isNotDone();
            assertThat(second.ended()).isNotDone();
        }
    }

    private ClusterMember member(String name, InetSocketAddress coordinator, ShareWork work) throws Exception {
        return ClusterMember.join(ClusterOptions.local(name, Seeds.hosts(coordinator), secret), LONG, work);
    }

    @Test
    void shouldStopEverythingWithinTenSecondsAfterTheCoordinatorIsKilled() throws Exception {
        try (ClusterChild coordinator = ClusterChild.coordinator(text)) {
            int port = Integer.parseInt(coordinator.line());
            Deeds deeds = Deeds.endless();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ClusterMember here = member("here", address, deeds);
                    ClusterChild other = ClusterChild.member("other", port, text)) {
                assertThat(deeds.begun.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(other.line()).isEqualTo("begun");

                long killed = System.nanoTime();
                coordinator.kill();

                assertThat(deeds.stopped.get(10, TimeUnit.SECONDS)).contains("the coordinator has disappeared");
                assertThat(here.ended().get(1, TimeUnit.SECONDS).sentence())
                        .contains("the coordinator has" + " disappeared");
                assertThat(other.ended(Duration.ofNanos(killed + TimeUnit.SECONDS.toNanos(10) - System.nanoTime())))
                        .isTrue();
            }
        }
    }

    @Test
    void shouldFindACoordinatorThatStartsAfterTheMembers() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ClusterOptions options = new ClusterOptions(
                "coordinator",
                InetAddress.getLoopbackAddress(),
                port,
                Seeds.none(),
                secret,
                ClusterOptions.DEFAULT_SILENCE);
        try (ClusterMember first = member("a", address, Deeds.meetingAt("up"));
                ClusterMember second = member("b", address, Deeds.meetingAt("up"));
                ClusterCoordinator coordinator = ClusterCoordinator.open(options)) {
            assertThat(coordinator.members(2, LONG).get()).containsExactly("a", "b");
            assertThat(coordinator
                            .run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                            .get(30, TimeUnit.SECONDS)
                            .isComplete())
                    .isTrue();
            assertThat(first.ended()).isNotDone();
            assertThat(second.ended()).isNotDone();
        }
    }
}

package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.EmptyMessage;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.plan.Ramp;
import wse.plan.StormPlan;

/** Who may lead. */
@Timeout(60)
class RolesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ClusterSecret SECRET = ClusterSecret.of(ClusterSecret.randomText());
    private static final ClusterSecret AGENT_KEY = ClusterSecret.of(SECRET.agentKey());
    private static final StormPlan PLAN = new StormPlan(new Ramp(10, 0, 0, LONG, LONG));

    private static ClusterMember join(InetSocketAddress seed, ClusterSecret key) throws IOException {
        return ClusterMember.join(ClusterOptions.local("a", Seeds.hosts(seed), key), LONG, Deeds.meetingAt("up"));
    }

    private static InetSocketAddress address(Post post) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), post.port());
    }

    @Test
    void shouldServeARunWithAnAgentsKey() throws Exception {
        try (ClusterCoordinator run = ClusterCoordinator.open(ClusterOptions.local("run", Seeds.none(), SECRET));
                ClusterMember one = join(run.address(), AGENT_KEY);
                ClusterMember two = join(run.address(), SECRET)) {
            run.members(2, LONG).get();

            assertThat(run.run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                            .get(20, TimeUnit.SECONDS)
                            .isComplete())
                    .isTrue();
            assertThat(one.ended()).isNotDone();
            assertThat(two.ended()).isNotDone();
        }
    }

    @Test
    void shouldNotLeadWithAnAgentsKey() {
        assertThatThrownBy(() -> ClusterCoordinator.open(ClusterOptions.local("run", Seeds.none(), AGENT_KEY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this is an agent's key; give the run the secret itself");
        assertThatThrownBy(AGENT_KEY::agentKey).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterSecret.of("agent-key:AAAA")).hasMessageContaining("must be complete");
        assertThat(SECRET.agentKey()).isEqualTo(SECRET.agentKey());
    }

    /** Whoever has joined as an agent, even if it knows the secret. */
    @Test
    void shouldNotObeyAnAgent() throws Exception {
        Post usurper = Post.open(ClusterOptions.local("usurper", Seeds.none(), SECRET), false);
        CompletableFuture<Address> other = new CompletableFuture<>();
        CompletableFuture<Wire> answer = new CompletableFuture<>();
        usurper.join(new Post.Handler() {
            @Override
            public void onMessage(Address from, Wire message) {
                answer.complete(message);
            }

            @Override
            public void onView(List<Address> members) {
                members.stream().filter(member -> !usurper.isSelf(member)).forEach(other::complete);
            }

            @Override
            public void onTick() {
                if (other.isDone()) {
                    usurper.send(other.join(), new Wire.Announce(System.nanoTime()));
                }
            }
        });
        try (Logged log = Logged.of(Post.class);
                ClusterMember member = join(address(usurper), AGENT_KEY)) {
            other.get(20, TimeUnit.SECONDS);
            while (log.messages().stream().noneMatch(line -> line.startsWith("refused the orders of"))) {
                Thread.onSpinWait();
            }

            assertThat(answer).isNotDone();
            assertThat(member.ended()).isNotDone();
        } finally {
            usurper.close();
        }
    }

    @Test
    void shouldRefuseAMessageInTheNameOfAnotherMember() throws Exception {
        try (ClusterCoordinator run = ClusterCoordinator.open(ClusterOptions.local("run", Seeds.none(), SECRET));
                ClusterMember member = join(run.address(), AGENT_KEY);
                Logged log = Logged.of(MemberLink.class)) {
            run.members(1, LONG).get();
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Network liar = network(ended);
            byte[] lie = messageOf(run.post().channel().getAddress());

            liar.send(address(member.post()), lie, 0, lie.length);

            ended.get(20, TimeUnit.SECONDS);
            liar.close();
            assertThat(log.messages()).anyMatch(line -> line.contains("no member sends such a message"));
            assertThat(run.run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                            .get(20, TimeUnit.SECONDS)
                            .isComplete())
                    .isTrue();
        }
    }

    private static byte[] messageOf(Address sender) throws IOException {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        Util.writeMessage(new EmptyMessage().setSrc(sender), out, true);
        return out.getBuffer().bytes();
    }

    private static Network network(CompletableFuture<Void> ended) throws IOException {
        return new Network(
                ClusterOptions.local("liar", Seeds.none(), AGENT_KEY), Post.CLUSTER, false, new Network.Events() {
                    @Override
                    public void received(MemberLink from, byte[] message) {
                        throw new IllegalStateException("nobody answers a liar");
                    }

                    @Override
                    public void ended(InetSocketAddress peer, boolean intended) {
                        ended.complete(null);
                    }
                });
    }
}

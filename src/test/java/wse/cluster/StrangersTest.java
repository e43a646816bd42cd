package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.JChannel;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TCP_NIO2;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wse.Strangers;
import wse.plan.Ramp;
import wse.plan.StormPlan;

/** What processes without the secret can do to a cluster whose port they reach: nothing. */
@Timeout(120)
class StrangersTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ClusterSecret SECRET = ClusterSecret.of(ClusterSecret.randomText());
    private static final StormPlan PLAN = new StormPlan(new Ramp(10, 0, 0, LONG, LONG));
    private static final int END = -1;

    private final List<AutoCloseable> all = new ArrayList<>();
    private ClusterCoordinator coordinator;

    @BeforeEach
    void open() throws IOException {
        coordinator = ClusterCoordinator.open(ClusterOptions.local("coordinator", Seeds.none(), SECRET));
    }

    @AfterEach
    void close() throws Exception {
        coordinator.close();
        for (AutoCloseable each : all) {
            each.close();
        }
    }

    private ClusterMember join(String name, InetSocketAddress seed, ShareWork work) throws IOException {
        ClusterMember member = ClusterMember.join(ClusterOptions.local(name, Seeds.hosts(seed), SECRET), LONG, work);
        all.add(member);
        return member;
    }

    private static SealedTransport transport(Post post) {
        return (SealedTransport) post.channel().getProtocolStack().getTransport();
    }

    /** The members and how often they have changed. */
    private String view() {
        return coordinator.post().channel().getView().toString();
    }

    private Socket call(byte[] first) throws IOException {
        Socket socket = new Socket(
                coordinator.address().getAddress(), coordinator.address().getPort());
        all.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(first);
        return socket;
    }

    /** Whether the other side ends a connection within the time-out of the socket. */
    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == END;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Identity member(String address) throws IOException {
        return new Identity(SECRET, Post.CLUSTER, new InetSocketAddress(InetAddress.getByName(address), 7_800), false);
    }

    @Test
    void shouldRefuseAndLogAStrangerWithAnotherSecret() throws Exception {
        ClusterSecret wrong = ClusterSecret.of("another secret of 16");
        try (Logged log = Logged.of(Doorkeeper.class)) {
            ClusterOptions options = ClusterOptions.local("stranger", Seeds.hosts(coordinator.address()), wrong);
            ClusterMember stranger = ClusterMember.join(options, Duration.ofSeconds(2), Deeds.meetingAt());
            all.add(stranger);

            assertThat(stranger.ended().get(20, TimeUnit.SECONDS).sentence())
                    .contains("no coordinator within 2 s", "the same secret");
            assertThat(log.messages()).anyMatch(line -> line.startsWith("refused a stranger: 127.0.0.1:"));
        }
        assertThatThrownBy(() -> coordinator.members(1, Duration.ofMillis(10)).get())
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("joined=[]");
    }

    @Test
    void shouldRefuseAndLogAStrangerWithoutASecret() throws Exception {
        InetSocketAddress seed = coordinator.address();
        TCP_NIO2 transport = new TCP_NIO2();
        transport.setBindAddress(seed.getAddress());
        transport.setBindPort(49_152);
        transport.setPortRange(1_000);
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts2(List.of(new IpAddress(seed.getAddress(), seed.getPort())));
        GMS membership = new GMS();
        membership.printLocalAddress(false);
        try (Logged log = Logged.of(Doorkeeper.class);
                JChannel stranger = new JChannel(transport, discovery, new NAKACK2(), new UNICAST3(), membership)) {
            stranger.connect("wse-stress");

            assertThat(stranger.getView().getMembers()).containsExactly(stranger.getAddress());
            assertThat(log.messages()).anyMatch(line -> line.startsWith("refused a stranger: 127.0.0.1:"));
        }
    }

    @Test
    void shouldEndTheConnectionAtTheFirstMistake() throws Exception {
        byte[] forged = MemberHandshake.knock(member("127.0.0.1"));
        forged[forged.length - 1]++;
        byte[] tooMuch =
                Arrays.copyOf(MemberHandshake.knock(member("127.0.0.1")), MemberHandshake.INTRODUCTION_BYTES + 1);

        assertThat(ends(call(ascii("x")))).isTrue();
        assertThat(ends(call(ascii("GET / HTTP/1.1\r\n\r\n")))).isTrue();
        assertThat(ends(call(Strangers.helloOfJGroups(7_800)))).isTrue();
        assertThat(ends(call(forged))).isTrue();
        assertThat(ends(call(tooMuch))).isTrue();
        assertThat(transport(coordinator.post()).refused()).isEqualTo(5);
    }

    @Test
    void shouldNotBelieveAClaimedAddress() throws Exception {
        try (Logged log = Logged.of(Doorkeeper.class)) {
            assertThat(ends(call(MemberHandshake.knock(member("127.0.0.2"))))).isTrue();
            assertThat(log.messages()).anyMatch(line -> line.contains("claims an address"));
        }
    }

    @Test
    void shouldEndConnectionsThatSayNothingOrNotEnough() throws Exception {
        Socket silent = call(new byte[0]);
        Socket half = call(ascii("wse2 and no more"));

        assertThat(ends(silent)).isTrue();
        assertThat(ends(half)).isTrue();
    }

    @Test
    void shouldLimitTheWaitingConnectionsOfOneAddress() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < Doorkeeper.MOST_OF_ONE_ADDRESS; i++) {
            sockets.add(call(ascii("wse2")));
        }
        call(ascii("wse2"));
        Socket oldest = sockets.get(0);
        oldest.setSoTimeout(3_000);

        assertThat(ends(oldest)).isTrue();
        assertThat(transport(coordinator.post()).refused()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheConnectionOfAMemberWhoseAddressAStrangerClaims() throws Exception {
        ClusterMember member = join("a", coordinator.address(), Deeds.meetingAt());
        coordinator.members(1, LONG).join();
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), member.post().port());
        String before = view();

        Socket claims = call(MemberHandshake.knock(new Identity(SECRET, Post.CLUSTER, address, false)));
        claims.getInputStream().readNBytes(MemberHandshake.INTRODUCTION_BYTES);
        claims.getOutputStream().write(new byte[MemberHandshake.TAG_BYTES]);

        assertThat(ends(claims)).isTrue();
        assertThat(coordinator
                        .run(PLAN, Briefing.NONE, Rendezvous.OPEN)
                        .get(10, TimeUnit.SECONDS)
                        .isComplete())
                .isTrue();
        assertThat(view()).isEqualTo(before);
    }

    @Test
    void shouldRefuseWhatMembersHaveSaidBefore() throws Exception {
        try (Recorder recorder = Recorder.before(coordinator.address());
                ClusterCoordinator other =
                        ClusterCoordinator.open(ClusterOptions.local("other", Seeds.none(), SECRET))) {
            String message = record(recorder);

            assertThat(new String(recorder.fromCaller(), StandardCharsets.ISO_8859_1))
                    .startsWith("wse2")
                    .doesNotContain(message);
            for (byte[] recorded : List.of(recorder.fromCaller(), recorder.fromListener())) {
                assertThat(ends(call(recorded))).isTrue();
                assertThat(endsStepByStep(recorded)).isTrue();
            }
            try (Socket elsewhere =
                    new Socket(other.address().getAddress(), other.address().getPort())) {
                elsewhere.getOutputStream().write(recorder.fromCaller());
                assertThat(ends(elsewhere)).isTrue();
            }
            assertThat(transport(coordinator.post()).refused()).isEqualTo(4);
        }
    }

    /** Lets a member send a message through a recorder; returns the message. */
    private String record(Recorder recorder) throws Exception {
        String message = "a message that nobody else can read";
        Network member = new Network(
                ClusterOptions.local("recorded", Seeds.none(), SECRET), Post.CLUSTER, false, new Network.Events() {
                    @Override
                    public void received(MemberLink from, byte[] answer) {
                        throw new IllegalStateException("it expects no answer");
                    }

                    @Override
                    public void ended(InetSocketAddress peer, boolean intended) {
                        assertThat(intended).isTrue();
                    }
                });
        member.send(recorder.address(), ascii(message), 0, message.length());
        recorder.awaitEnd();
        member.close();
        return message;
    }

    /** Whether the connection is ended if the recorded answer to an introduction follows only after the real one. */
    private boolean endsStepByStep(byte[] recorded) throws IOException {
        int first = MemberHandshake.INTRODUCTION_BYTES;
        Socket socket = call(Arrays.copyOf(recorded, first));
        try {
            socket.getInputStream().readNBytes(first);
            socket.getOutputStream().write(recorded, first, recorded.length - first);
        } catch (IOException reset) {
            return true;
        }
        return ends(socket);
    }

    @Test
    void shouldCarryOutATierDuringAFloodAsIfThereWereNone() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Recorder recorder = Recorder.before(coordinator.address())) {
            record(recorder);
            ClusterMember first = join("a", coordinator.address(), Deeds.waitingFor(end));
            ClusterMember second = join("b", coordinator.address(), Deeds.waitingFor(end));
            coordinator.members(2, LONG).join();
            List<InetSocketAddress> ports = List.of(
                    coordinator.address(),
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), first.post().port()),
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), second.post().port()));
            String before = view();
            long memory = directMemory();

            CompletableFuture<ClusterResult> running = coordinator.run(PLAN, Briefing.NONE, Rendezvous.OPEN);
            try (Logged log = Logged.of(Doorkeeper.class);
                    Strangers strangers =
                            Strangers.flood(List.of(recorder.fromCaller(), recorder.fromListener()), ports)) {
                CompletableFuture.runAsync(
                                () -> end.complete(null),
                                CompletableFuture.delayedExecutor(
                                        Strangers.duration().toMillis(), TimeUnit.MILLISECONDS))
                        .get();
                assertThat(running.get(10, TimeUnit.SECONDS).measured()).isEqualTo(Deeds.measured(PLAN));
                assertThat(strangers.connections()).isGreaterThan(100);
                assertThat(log.messages()).hasSizeLessThan(10);
            }

            assertThat(view()).isEqualTo(before);
            assertThat(transport(coordinator.post()).refused()).isPositive();
            assertThat(directMemory() - memory).isLessThan(16 << 20);
            assertThat(first.ended()).isNotDone();
            assertThat(second.ended()).isNotDone();
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

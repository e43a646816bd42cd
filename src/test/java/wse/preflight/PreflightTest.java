package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import wse.preflight.Finding.Level;
import wse.preflight.PreflightNeeds.Pace;

class PreflightTest {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final MachineLimits AMPLE = Machines.BENCH;

    private static PreflightNeeds needs(int connections, String... sources) {
        return PreflightNeeds.of(List.of(connections), 0, 0, List.of(sources), List.of(), ClientHeap.NETTY);
    }

    private static Finding finding(String name, PreflightNeeds needs, MachineLimits limits) {
        return Preflight.check(needs, limits).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Level level(String name, PreflightNeeds needs, MachineLimits limits) {
        return finding(name, needs, limits).level();
    }

    private static MachineLimits with(MachineLimits.Ports ports) {
        return Machines.with(AMPLE, ports);
    }

    private static MachineLimits with(MachineLimits.Ports ports, boolean local) {
        return Machines.with(with(ports), local ? Machines.EMBEDDED : Machines.REMOTE);
    }

    private static MachineLimits with(MachineLimits.Memory memory) {
        return Machines.with(AMPLE, memory);
    }

    private static MachineLimits withBacklog(int somaxconn, OptionalInt synBacklog) {
        return Machines.with(Machines.with(AMPLE, Machines.LOCAL), Machines.withQueues(somaxconn, synBacklog));
    }

    @Test
    void shouldFindNothingWrongWithASmallTier() {
        List<Finding> findings = Preflight.check(needs(1_000), AMPLE);

        assertThat(findings).isNotEmpty().allMatch(finding -> finding.level() == Level.OK);
        assertThat(Preflight.firstFailure(findings)).isEmpty();
    }

    @Test
    void shouldCountDescriptorsToTheLastOne() {
        MachineLimits limits = Machines.with(AMPLE, new MachineLimits.Files(1_000 + 50 + Sizing.SPARE_DESCRIPTORS, 50));

        assertThat(level("descriptors", needs(1_000), limits)).isEqualTo(Level.OK);
        assertThat(Preflight.firstFailure(Preflight.check(needs(1_001), limits)))
                .hasValue(
                        "descriptors: 1001 connections + 50 open now + 128 spare = 1179 of the 1178 that a process may"
                                + " open here; raise the limit in the shell that starts the test:"
                                + " sudo prlimit --pid $$ --nofile=1179:1179");
    }

    @Test
    void shouldAlsoRaiseTheKernelsLimitOfDescriptors() {
        assertThat(finding("descriptors", needs(1_048_576), AMPLE).command())
                .isEqualTo("sudo sysctl -w fs.nr_open=1048720 && sudo prlimit --pid $$ --nofile=1048720:1048720");
    }

    @Test
    void shouldCountBothEndsOnOneMachine() {
        MachineLimits.Files machine = new MachineLimits.Files(3_000, 1_000);
        MachineLimits local = Machines.withMachineFiles(AMPLE, machine);
        MachineLimits remote = Machines.with(local, Machines.REMOTE);

        assertThat(level("files of the machine", needs(1_000), local)).isEqualTo(Level.OK);
        assertThat(level("files of the machine", needs(1_001), local)).isEqualTo(Level.FAIL);
        assertThat(level("files of the machine", needs(2_000), remote)).isEqualTo(Level.OK);
        assertThat(level("files of the machine", needs(2_001), remote)).isEqualTo(Level.FAIL);
    }

    @Test
    void shouldCountLocalPortsToTheLastOne() {
        MachineLimits limits = with(new MachineLimits.Ports(10_000, 10_999, 100, 20, 30, true), true);

        assertThat(level("local ports", needs(385, "127.0.0.2"), limits)).isEqualTo(Level.OK);
        assertThat(level("local ports", needs(386, "127.0.0.2"), limits)).isEqualTo(Level.WARN);
        assertThat(level("local ports", needs(880, "127.0.0.2"), limits)).isEqualTo(Level.WARN);
        Finding short1 = finding("local ports", needs(881, "127.0.0.2"), limits);
        assertThat(short1.level()).isEqualTo(Level.FAIL);
        assertThat(short1.arithmetic())
                .isEqualTo("881 connections; 900 ports (10000-10999) x 1 source address - 20 in use = 880 free");
        assertThat(short1.command()).isEqualTo("-Dwse.sourceAddresses=127.0.0.2,127.0.0.3,127.0.0.4");
    }

    @Test
    void shouldTakeAsManyLoopbackAddressesAsItNeeds() {
        MachineLimits limits = with(new MachineLimits.Ports(32_768, 60_999, 0, 0, 0, true), true);

        for (PreflightNeeds.Layout spread :
                List.of(PreflightNeeds.Layout.ONE_PROCESS, new PreflightNeeds.Layout(1, 3, 2, false))) {
            PreflightNeeds thirty = needs(30_000).withLayout(spread);
            assertThat(level("local ports", thirty, limits)).isEqualTo(Level.OK);
            assertThat(finding("source addresses", thirty, limits).arithmetic()).contains("127.0.0.2-127.0.0.4");
        }
    }

    @Test
    void shouldMultiplyPortsByAddressesOfTheServer() {
        MachineLimits limits = with(new MachineLimits.Ports(10_000, 10_999, 0, 0, 0, true, 3), true);

        assertThat(level("local ports", needs(3_000, "127.0.0.2"), limits)).isEqualTo(Level.WARN);
        Finding tooMany = finding("local ports", needs(3_001, "127.0.0.2"), limits);
        assertThat(tooMany.level()).isEqualTo(Level.FAIL);
        assertThat(tooMany.arithmetic())
                .isEqualTo(
                        "3001 connections; 1000 ports (10000-10999) x 3 addresses of the server x 1 source address - 0 in"
                                + " use = 3000 free");
    }

    @Test
    void shouldMultiplyPortsBySourceAddresses() {
        MachineLimits limits = with(new MachineLimits.Ports(10_000, 10_999, 0, 0, 0, true), true);

        assertThat(level("local ports", needs(900, "127.0.0.2", "127.0.0.3"), limits))
                .isEqualTo(Level.OK);
        assertThat(level("local ports", needs(2_001, "127.0.0.2", "127.0.0.3"), limits))
                .isEqualTo(Level.FAIL);
        assertThat(level("local ports", needs(1_001, "127.0.0.2", "127.0.0.2"), limits))
                .isEqualTo(Level.FAIL);
    }

    @Test
    void shouldWidenThePortsTowardAnotherMachine() {
        MachineLimits limits = with(new MachineLimits.Ports(32_768, 60_999, 0, 0, 0, true), false);

        assertThat(finding("local ports", needs(29_030), limits).command())
                .isEqualTo("sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"");
        assertThat(finding("local ports", needs(29_031), limits).command())
                .isEqualTo(
                        "-Dwse.sourceAddresses=… with 3 addresses of this machine, each added by: sudo ip address add"
                                + " ADDRESS dev INTERFACE");
    }

    @Test
    void shouldWarnOfPortsInTimeWaitOverSeveralTiers() {
        MachineLimits.Ports kept = new MachineLimits.Ports(10_000, 10_999, 0, 0, 100, false);
        PreflightNeeds tiers = PreflightNeeds.of(List.of(350, 350), 200, 0, List.of(), List.of(), ClientHeap.GATLING);
        PreflightNeeds more = PreflightNeeds.of(List.of(350, 350), 201, 0, List.of(), List.of(), ClientHeap.GATLING);
        PreflightNeeds byNetty = PreflightNeeds.of(List.of(350, 350), 201, 0, List.of(), List.of(), ClientHeap.NETTY);

        assertThat(level("ports in TIME_WAIT", tiers, with(kept, true))).isEqualTo(Level.OK);
        assertThat(level("ports in TIME_WAIT", more, with(kept, true))).isEqualTo(Level.WARN);
        assertThat(level("ports in TIME_WAIT", byNetty, with(kept, true))).isEqualTo(Level.OK);
        assertThat(level("local ports", more, with(kept, true))).isEqualTo(Level.OK);
    }

    @Test
    void shouldWarnOfABurstThatOverflowsTheAcceptQueue() {
        MachineLimits limits = withBacklog(128, OptionalInt.empty());
        PreflightNeeds windowed = PreflightNeeds.of(List.of(5_000), 0, 128, List.of(), List.of(), ClientHeap.NETTY);

        assertThat(level("accept queue", needs(128), limits)).isEqualTo(Level.OK);
        assertThat(level("accept queue", needs(129), limits)).isEqualTo(Level.WARN);
        assertThat(level("accept queue", windowed, limits)).isEqualTo(Level.OK);
        assertThat(level("accept queue", needs(101), withBacklog(128, OptionalInt.of(100))))
                .isEqualTo(Level.WARN);
        assertThat(Preflight.firstFailure(Preflight.check(needs(129), limits))).isEmpty();
    }

    @Test
    void shouldCompareTheAcceptQueueWithTheRateOfConnects() {
        PreflightNeeds slow = needs(5_000).withPace(new Pace(0, 1_280, Optional.of(IDLE)));
        PreflightNeeds fast = needs(5_000).withPace(new Pace(0, 1_281, Optional.of(IDLE)));

        assertThat(level("accept queue", slow, withBacklog(128, OptionalInt.empty())))
                .isEqualTo(Level.OK);
        assertThat(finding("accept queue", fast, withBacklog(128, OptionalInt.empty()))
                        .arithmetic())
                .isEqualTo("129 connections may arrive within 100 ms; the queue of a listening socket holds 128"
                        + " (net.core.somaxconn)");
    }

    /** 2 cores open at most 6,873 connections per second, so 688 of them may wait while it does something else. */
    @Test
    void shouldWarnOfTheEmbeddedServersQueueOnlyIfItMayOverflowWhileTheServerIsBusy() {
        MachineLimits enough = Machines.with(AMPLE, Machines.withQueues(688, OptionalInt.empty()));
        MachineLimits tooShort = Machines.with(AMPLE, Machines.withQueues(687, OptionalInt.empty()));

        assertThat(level("accept queue", needs(5_000), enough)).isEqualTo(Level.OK);
        assertThat(level("accept queue", needs(5_000), tooShort)).isEqualTo(Level.WARN);
        assertThat(level("accept queue", needs(687), tooShort)).isEqualTo(Level.OK);
    }

    @Test
    void shouldRaiseOnlyTheSettingsThatLimitTheQueue() {
        assertThat(finding("accept queue", needs(300), withBacklog(128, OptionalInt.of(299)))
                        .command())
                .isEqualTo(
                        "sudo sysctl -w net.core.somaxconn=65535 && sudo sysctl -w net.ipv4.tcp_max_syn_backlog=65535");
        assertThat(finding("accept queue", needs(300), withBacklog(4_096, OptionalInt.of(299)))
                        .command())
                .isEqualTo("sudo sysctl -w net.ipv4.tcp_max_syn_backlog=65535");
        assertThat(finding("accept queue", needs(300), withBacklog(299, OptionalInt.of(300)))
                        .command())
                .isEqualTo("sudo sysctl -w net.core.somaxconn=65535");
    }

    @Test
    void shouldFailIfTheFirewallCannotTrackAllConnections() {
        MachineLimits.Kernel tracking = Machines.withTracking(new MachineLimits.Files(1_000, 10));
        MachineLimits.Kernel asleep = Machines.withTracking(new MachineLimits.Files(1_000, 0));

        assertThat(level("connection tracking", needs(990), Machines.with(AMPLE, tracking)))
                .isEqualTo(Level.OK);
        assertThat(finding("connection tracking", needs(991), Machines.with(AMPLE, tracking))
                        .sentence())
                .isEqualTo("connection tracking: 991 connections + 10 tracked now = 1001 of 1000"
                        + " (net.netfilter.nf_conntrack_max); the firewall drops packets of further connections; let the"
                        + " kernel track more: sudo sysctl -w net.netfilter.nf_conntrack_max=2002");
        assertThat(level("connection tracking", needs(991), Machines.with(AMPLE, asleep)))
                .isEqualTo(Level.OK);
    }

    @Test
    void shouldCompareTheRampWithTheIdleTimeout() {
        PreflightNeeds paced = needs(6_001).withPace(new Pace(0, 100, Optional.of(IDLE)));

        assertThat(level("idle time-out", needs(6_001), AMPLE)).isEqualTo(Level.OK);
        Finding finding = finding("idle time-out", paced, AMPLE);
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.arithmetic())
                .isEqualTo(
                        "6001 connections at 100 a second (wse.connectRate) = 61 s of ramp; the server drops connections that are"
                                + " silent for 60 s");
        assertThat(finding.command()).isEqualTo("-Dwse.connectRate=101");
        assertThat(finding.remedy())
                .isEqualTo("only the netty engine keeps connections alive until all are open, except in floods;"
                        + " otherwise, shorten the ramp");
    }

    /** One machine needs 291 us of 2 cores for a connection. */
    @Test
    void shouldCompareTheRampWithAnIdleTimeoutBelowASecond() {
        Finding finding = idleFor(Duration.ofMillis(300), 20_000);

        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.arithmetic())
                .endsWith(" = 3 s of ramp; the server drops connections that are silent for 300 ms");
        assertThat(finding.command()).isEqualTo("use more agents: --agents 10");
        assertThat(idleFor(Duration.ofMillis(300), 1_000).arithmetic())
                .endsWith(" = 146 ms of ramp; the server drops connections that are silent for 300 ms");
    }

    @Test
    void shouldRaiseTheRateOfARampThatExceedsAnIdleTimeoutBelowASecond() {
        PreflightNeeds paced = needs(1_000).withPace(new Pace(0, 100, Optional.of(Duration.ofMillis(500))));

        assertThat(finding("idle time-out", paced, AMPLE).command()).isEqualTo("-Dwse.connectRate=2000");
    }

    /** A run has at most 1,000 agents. */
    @Test
    void shouldRecommendSmallerTiersIfNoNumberOfAgentsIsEnough() {
        assertThat(idleFor(Duration.ofMillis(4), 20_000).command()).isEqualTo("use more agents: --agents 728");
        assertThat(idleFor(Duration.ofMillis(2), 20_000).command())
                .isEqualTo("use smaller tiers: at most 13 connections on each machine");
        assertThat(idleFor(Duration.ofNanos(1), 20_000).command())
                .isEqualTo("use smaller tiers: at most 1 connection on each machine");
    }

    private static Finding idleFor(Duration timeout, int connections) {
        return finding("idle time-out", needs(connections).withPace(new Pace(0, 0, Optional.of(timeout))), AMPLE);
    }

    @Test
    void shouldAcceptALongRampThatIsKeptAlive() {
        Finding finding = finding("idle time-out", needs(6_001).withPace(new Pace(0, 100, Optional.empty())), AMPLE);

        assertThat(finding.level()).isEqualTo(Level.OK);
        assertThat(finding.arithmetic())
                .isEqualTo("6001 connections at 100 a second (wse.connectRate) = 61 s of ramp; no connection is"
                        + " dropped as idle meanwhile");
    }

    @Test
    void shouldRecommendNettyForATierTooLargeForGatling() {
        MachineLimits limits = with(Machines.memory(8 * Machines.GIGABYTE, Machines.GIGABYTE, 0));
        int most = (int) (0.8 * Machines.GIGABYTE / ClientHeap.GATLING.bytesPerConnection());
        PreflightNeeds fits = PreflightNeeds.of(List.of(most), 0, 0, List.of(), List.of(), ClientHeap.GATLING);
        PreflightNeeds not = PreflightNeeds.of(List.of(most + 1), 0, 0, List.of(), List.of(), ClientHeap.GATLING);

        assertThat(level("heap", fits, limits)).isEqualTo(Level.OK);
        assertThat(level("heap", not, limits)).isEqualTo(Level.FAIL);
        assertThat(finding("heap", not, limits).sentence())
                .endsWith("too large for one Gatling process; use the netty engine: -Dwse.engine=netty");
    }

    @Test
    void shouldAskForMoreHeapForTheNettyEngine() {
        MachineLimits limits = with(Machines.memory(8 * Machines.GIGABYTE, 10L << 20, 4L << 20));

        assertThat(level("heap", needs(2_048), limits)).isEqualTo(Level.OK);
        assertThat(finding("heap", needs(2_049), limits).command()).isEqualTo("-Dgatling.jvmArgs=-Xmx11m");
    }

    @Test
    void shouldAddUpTheMemoryOfAllConnectionsAndProcesses() {
        Constants constants = Constants.MEASURED;
        long embedded = 1_000 * (constants.kernelBytesPerPair() + constants.clientBytes() + constants.serverBytes())
                + 2 * constants.processBytes();
        MachineLimits limits = with(Machines.memory(embedded, Machines.GIGABYTE, 0));
        MachineLimits contained =
                with(new MachineLimits.Memory(2 * embedded, OptionalLong.of(embedded), Machines.GIGABYTE, 0));
        InetSocketAddress foreign = new InetSocketAddress("127.0.0.1", 5006);
        PreflightNeeds withoutServer =
                PreflightNeeds.of(List.of(1_001), 0, 0, List.of(), List.of(foreign), ClientHeap.NETTY);
        MachineLimits local =
                Machines.with(limits, new MachineLimits.Reach(MachineLimits.Place.LOCAL, true, List.of()));

        assertThat(level("memory", needs(1_000), limits)).isEqualTo(Level.OK);
        assertThat(level("memory", needs(1_001), limits)).isEqualTo(Level.FAIL);
        assertThat(level("memory", needs(1_000), contained)).isEqualTo(Level.OK);
        assertThat(finding("memory", needs(1_001), contained).arithmetic()).endsWith(" that the container has left");
        assertThat(level("memory", withoutServer, local)).isEqualTo(Level.OK);
    }

    @Test
    void shouldRefuseASourceAddressOfAnotherMachine() {
        PreflightNeeds needs = needs(1, "127.0.0.2", "192.0.2.1"); // RFC 5737

        assertThat(Preflight.firstFailure(Preflight.check(needs)).orElseThrow())
                .startsWith("source addresses: 2 to connect from, not on this machine: 192.0.2.1;")
                .endsWith("sudo ip address add 192.0.2.1 dev lo");
    }

    @Test
    void shouldIgnoreLimitsThatTheSystemDoesNotReport() {
        MachineLimits unknown = new MachineLimits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MachineLimits.Kernel.UNKNOWN,
                AMPLE.memory(),
                AMPLE.cpu(),
                Machines.REMOTE);

        assertThat(Preflight.check(needs(1_000), unknown)).allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void shouldReadThisMachine() {
        MachineLimits limits = ThisMachine.limits(needs(1));

        assertThat(limits.reach().server()).isEqualTo(MachineLimits.Place.EMBEDDED);
        assertThat(limits.memory().available()).isGreaterThan(1 << 20);
        assertThat(limits.memory().heapMost()).isGreaterThan(limits.memory().heapUsed());
        if (System.getProperty("os.name").equals("Linux")) {
            assertThat(limits.process().orElseThrow().left()).isPositive();
            assertThat(limits.machine().orElseThrow().left()).isPositive();
            assertThat(limits.ports().orElseThrow().perSource()).isBetween(1, 65_535);
            assertThat(limits.kernel().somaxconn().orElseThrow()).isPositive();
            assertThat(limits.kernel().nrOpen().orElseThrow()).isPositive();
            assertThat(limits.kernel().tcpPages().orElseThrow().most()).isPositive();
            assertThat(limits.reach().aliases()).isTrue();
        }
    }

    @Test
    void shouldFailATestThatNoMachineCanRun() {
        assertThat(Preflight.firstFailure(Preflight.check(needs(Integer.MAX_VALUE))))
                .isPresent();
    }
}

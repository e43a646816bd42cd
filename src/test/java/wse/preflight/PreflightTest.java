package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.preflight.Finding.Level;

class PreflightTest {

    private static final long GIGABYTE = 1L << 30;
    private static final Limits.Files PROCESS = new Limits.Files(20_000, 50);
    private static final Limits.Files MACHINE = new Limits.Files(1_000_000, 1_000);
    private static final Limits.Ports PORTS = new Limits.Ports(32_768, 60_999, 0, 0, 0, true);
    private static final Limits.Memory MEMORY = new Limits.Memory(8 * GIGABYTE, GIGABYTE, 0);
    private static final Limits AMPLE = new Limits(PROCESS, MACHINE, PORTS, 65_535, MEMORY, true, List.of());

    private static PreflightNeeds needs(int connections, String... sources) {
        return new PreflightNeeds(connections, connections, 0, List.of(sources), null, ClientHeap.NETTY);
    }

    private static Finding finding(String name, PreflightNeeds needs, Limits limits) {
        return Preflight.check(needs, limits).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Level level(String name, PreflightNeeds needs, Limits limits) {
        return finding(name, needs, limits).level();
    }

    private static Limits with(Limits.Files process) {
        return new Limits(process, MACHINE, PORTS, 65_535, MEMORY, true, List.of());
    }

    private static Limits with(Limits.Ports ports, boolean local) {
        return new Limits(PROCESS, MACHINE, ports, 65_535, MEMORY, local, List.of());
    }

    private static Limits with(Limits.Memory memory, boolean local) {
        return new Limits(PROCESS, MACHINE, PORTS, 65_535, memory, local, List.of());
    }

    @Test
    void shouldFindNothingWrongWithASmallTier() {
        List<Finding> findings = Preflight.check(needs(1_000), AMPLE);

        assertThat(findings).isNotEmpty().allMatch(finding -> finding.level() == Level.OK);
        assertThat(Preflight.firstFailure(findings)).isEmpty();
    }

    @Test
    void shouldCountDescriptorsToTheLastOne() {
        Limits limits = with(new Limits.Files(1_000 + 50 + Preflight.SPARE_DESCRIPTORS, 50));

        assertThat(level("descriptors", needs(1_000), limits)).isEqualTo(Level.OK);
        assertThat(Preflight.firstFailure(Preflight.check(needs(1_001), limits)))
                .hasValue(
                        "descriptors: 1001 connections + 50 open now + 128 spare = 1179 of the 1178 a process may open"
                                + " here; raise the limit in the shell that starts the test:"
                                + " sudo prlimit --pid $$ --nofile=1179:1179");
    }

    @Test
    void shouldRaiseTheCeilingOfDescriptorsToo() {
        assertThat(finding("descriptors", needs(1_048_576), AMPLE).command())
                .startsWith("sudo sysctl -w fs.nr_open=1048754 && sudo prlimit");
    }

    @Test
    void shouldCountBothEndsOnOneMachine() {
        Limits.Files machine = new Limits.Files(3_000, 1_000);
        Limits local = new Limits(PROCESS, machine, PORTS, 65_535, MEMORY, true, List.of());
        Limits remote = new Limits(PROCESS, machine, PORTS, null, MEMORY, false, List.of());

        assertThat(level("files of the machine", needs(1_000), local)).isEqualTo(Level.OK);
        assertThat(level("files of the machine", needs(1_001), local)).isEqualTo(Level.FAIL);
        assertThat(level("files of the machine", needs(2_000), remote)).isEqualTo(Level.OK);
        assertThat(level("files of the machine", needs(2_001), remote)).isEqualTo(Level.FAIL);
    }

    @Test
    void shouldCountLocalPortsToTheLastOne() {
        Limits limits = with(new Limits.Ports(10_000, 10_999, 100, 20, 30, true), true);

        assertThat(level("local ports", needs(880), limits)).isEqualTo(Level.OK);
        Finding short1 = finding("local ports", needs(881), limits);
        assertThat(short1.level()).isEqualTo(Level.FAIL);
        assertThat(short1.arithmetic())
                .isEqualTo("881 connections; 900 ports (10000-10999) x 1 source address - 20 in use = 880 free");
        assertThat(short1.command()).isEqualTo("-Dwse.sourceAddresses=127.0.0.1,127.0.0.2");
    }

    @Test
    void shouldMultiplyPortsBySourceAddresses() {
        Limits limits = with(new Limits.Ports(10_000, 10_999, 0, 0, 0, true), true);

        assertThat(level("local ports", needs(2_000, "127.0.0.2", "127.0.0.3"), limits))
                .isEqualTo(Level.OK);
        assertThat(level("local ports", needs(2_001, "127.0.0.2", "127.0.0.3"), limits))
                .isEqualTo(Level.FAIL);
        assertThat(level("local ports", needs(1_001, "127.0.0.2", "127.0.0.2"), limits))
                .isEqualTo(Level.FAIL);
    }

    @Test
    void shouldWidenThePortsTowardAnotherMachine() {
        Limits limits = with(new Limits.Ports(32_768, 60_999, 0, 0, 0, true), false);

        assertThat(finding("local ports", needs(64_512), limits).command())
                .isEqualTo("sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"");
        assertThat(finding("local ports", needs(64_513), limits).command())
                .isEqualTo("-Dwse.sourceAddresses=… with 3 addresses of this machine");
    }

    @Test
    void shouldWarnOfPortsThatLingerOverTheTiers() {
        Limits.Ports kept = new Limits.Ports(10_000, 10_999, 0, 0, 100, false);
        PreflightNeeds tiers = PreflightNeeds.of(List.of(400, 300), 200, 0, List.of(), null, ClientHeap.NETTY);
        PreflightNeeds more = PreflightNeeds.of(List.of(400, 300), 201, 0, List.of(), null, ClientHeap.NETTY);

        assertThat(level("ports in TIME_WAIT", tiers, with(kept, true))).isEqualTo(Level.OK);
        assertThat(level("ports in TIME_WAIT", more, with(kept, true))).isEqualTo(Level.WARN);
        assertThat(level("local ports", more, with(kept, true))).isEqualTo(Level.OK);
    }

    @Test
    void shouldWarnOfABurstThatOverflowsTheAcceptQueue() {
        Limits limits = new Limits(PROCESS, MACHINE, PORTS, 128, MEMORY, true, List.of());
        PreflightNeeds windowed = new PreflightNeeds(5_000, 5_000, 128, List.of(), null, ClientHeap.NETTY);

        assertThat(level("accept queue", needs(128), limits)).isEqualTo(Level.OK);
        assertThat(level("accept queue", needs(129), limits)).isEqualTo(Level.WARN);
        assertThat(level("accept queue", windowed, limits)).isEqualTo(Level.OK);
        assertThat(Preflight.firstFailure(Preflight.check(needs(129), limits))).isEmpty();
    }

    @Test
    void shouldSendALargeTierFromGatlingToNetty() {
        Limits limits = with(new Limits.Memory(8 * GIGABYTE, GIGABYTE, 0), true);
        int most = (int) (0.8 * GIGABYTE / ClientHeap.GATLING.bytesPerConnection());
        PreflightNeeds fits = new PreflightNeeds(most, most, 0, List.of(), null, ClientHeap.GATLING);
        PreflightNeeds not = new PreflightNeeds(most + 1, most + 1, 0, List.of(), null, ClientHeap.GATLING);

        assertThat(level("heap", fits, limits)).isEqualTo(Level.OK);
        assertThat(level("heap", not, limits)).isEqualTo(Level.FAIL);
        assertThat(finding("heap", not, limits).sentence())
                .endsWith("too large for one Gatling process, use the netty engine: -Dwse.engine=netty");
    }

    @Test
    void shouldAskForMoreHeapForTheNettyEngine() {
        Limits limits = with(new Limits.Memory(8 * GIGABYTE, 10L << 20, 4L << 20), true);

        assertThat(level("heap", needs(2_048), limits)).isEqualTo(Level.OK);
        assertThat(finding("heap", needs(2_049), limits).command()).isEqualTo("-Dgatling.jvmArgs=-Xmx11m");
    }

    @Test
    void shouldWeighTheMemoryOfAllConnections() {
        long embedded =
                Preflight.KERNEL_BYTES_PER_PAIR + ClientHeap.NETTY.bytesPerConnection() + Preflight.SERVER_HEAP_BYTES;
        Limits limits = with(new Limits.Memory(1_000 * embedded, GIGABYTE, 0), true);
        InetSocketAddress foreign = new InetSocketAddress("127.0.0.1", 5006);

        assertThat(level("memory", needs(1_000), limits)).isEqualTo(Level.OK);
        assertThat(finding("memory", needs(1_001), limits).command()).isEqualTo("-Dwse.tiers=1000");
        assertThat(level("memory", new PreflightNeeds(1_001, 0, 0, List.of(), foreign, ClientHeap.NETTY), limits))
                .isEqualTo(Level.OK);
    }

    @Test
    void shouldRefuseASourceAddressOfAnotherMachine() {
        PreflightNeeds needs =
                new PreflightNeeds(1, 1, 0, List.of("127.0.0.2", "192.0.2.1"), null, ClientHeap.NETTY); // RFC 5737

        assertThat(Preflight.firstFailure(Preflight.check(needs)).orElseThrow())
                .startsWith("source addresses: 2 to connect from, not of this machine: 192.0.2.1;")
                .endsWith("sudo ip address add 192.0.2.1 dev lo");
    }

    @Test
    void shouldPassOverWhatTheSystemDoesNotTell() {
        Limits unknown = new Limits(null, null, null, null, MEMORY, false, List.of());

        assertThat(Preflight.check(needs(1_000), unknown)).allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void shouldReadThisMachine() {
        Limits limits = ThisMachine.limits(needs(1));

        assertThat(limits.targetIsLocal()).isTrue();
        assertThat(limits.memory().available()).isGreaterThan(1 << 20);
        assertThat(limits.memory().heapMost()).isGreaterThan(limits.memory().heapUsed());
        if (System.getProperty("os.name").equals("Linux")) {
            assertThat(limits.process().most()).isGreaterThan(limits.process().open());
            assertThat(limits.machine().most()).isGreaterThan(limits.machine().open());
            assertThat(limits.ports().perSource()).isBetween(1, 65_535);
            assertThat(limits.backlog()).isPositive();
        }
    }

    @Test
    void shouldFindImpossibleWhatNoMachineCanDo() {
        assertThat(Preflight.firstFailure(Preflight.check(needs(Integer.MAX_VALUE))))
                .isPresent();
    }
}

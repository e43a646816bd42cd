package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.preflight.Finding.Level;
import wse.preflight.PreflightNeeds.Layout;
import wse.preflight.PreflightNeeds.Pace;

/** What preflight says about whole machines. All findings that are not named are OK. */
class MachinesTest {

    private static List<String> troubles(int connections, MachineLimits limits, int agents, int servers) {
        PreflightNeeds needs = PreflightNeeds.of(List.of(connections), 0, 256, List.of(), List.of(), ClientHeap.NETTY)
                .withPace(new Pace(256, 0, Optional.of(Duration.ofSeconds(60))))
                .withLayout(new Layout(agents, 0, servers, false));
        return Preflight.check(needs, limits).stream()
                .filter(finding -> finding.level() != Level.OK)
                .map(finding -> finding.level() + " " + finding.name() + " | " + finding.command())
                .toList();
    }

    @Test
    void shouldHoldHalfAMillionOnTheBenchMachine() {
        String memory = "WARN TCP memory | sudo sysctl -w net.ipv4.tcp_mem=\"1000000 1250000 1500000\"";
        String idle = "WARN idle time-out | use more agents: --agents 2";

        assertThat(troubles(500_000, Machines.BENCH, 1, 0)).containsExactly(memory, idle);
        assertThat(troubles(500_000, Machines.BENCH, 1, 1))
                .containsExactly(
                        "FAIL server's descriptors | sudo prlimit --pid $$ --nofile=500165:500165", memory, idle);
    }

    @Test
    void shouldStopALaptopAtItsFirewallAndItsMemory() {
        assertThat(troubles(3_000, Machines.LAPTOP, 1, 1)).isEmpty();
        assertThat(troubles(91_000, Machines.LAPTOP, 1, 0))
                .containsExactly(
                        "FAIL connection tracking | sudo sysctl -w net.netfilter.nf_conntrack_max=182240",
                        "FAIL memory | this machine is not enough: use more agents, --agents 2");
    }

    @Test
    void shouldStopAContainerAtTheLimitsOfItsGroup() {
        assertThat(troubles(20_000, Machines.CONTAINER, 1, 1)).isEmpty();
        assertThat(troubles(30_000, Machines.CONTAINER, 1, 1))
                .containsExactly("FAIL memory | this machine is not enough: use more agents, --agents 2");
        assertThat(troubles(2_000, Machines.CONTAINER, 1, 3))
                .containsExactly("FAIL threads | this machine is not enough: use more agents, --agents 2");
    }

    @Test
    void shouldAskABigMachineForAddressesOnly() {
        assertThat(troubles(29_000, Machines.BIG, 1, 1)).isEmpty();
        assertThat(troubles(1_000_000, Machines.BIG, 1, 1))
                .containsExactly("FAIL local ports | -Dwse.sourceAddresses=… with 35 addresses of this machine, each"
                        + " added by: sudo ip address add ADDRESS dev INTERFACE");
    }

    @Test
    void shouldCountMachines() {
        assertThat(troubles(100_000_000, Machines.BIG, 11, 1))
                .contains("FAIL agents | this machine is not enough: use more agents, --agents 12");
        assertThat(troubles(100_000_000, Machines.BIG, 12, 1)).noneMatch(line -> line.contains("agents |"));
    }
}

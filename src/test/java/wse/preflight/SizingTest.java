package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {

    /**
     * A prototype on this machine opened 500,006 connections in 26 processes of 19,231 in 62 s, and 1,000,012 in 52 in
     * 150 s.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 1, 1, 1000, 1, 1, 1",
        "20000, 1, 2, 10000, 2, 2, 3",
        "100000, 1, 6, 16667, 8, 6, 15",
        "500000, 1, 26, 19231, 40, 27, 73",
        "1000000, 1, 52, 19231, 79, 53, 146"
    })
    void shouldSpreadOverTheBenchMachine(
            int connections, int machines, int processes, int each, int addresses, int servers, long rampSeconds) {
        Sizing sizing = Sizing.of(connections, Machines.BENCH, Constants.MEASURED, 1);

        assertThat(sizing.machines()).isEqualTo(machines);
        assertThat(sizing.processes()).isEqualTo(processes);
        assertThat(sizing.connectionsPerProcess()).isEqualTo(each);
        assertThat(sizing.sourceAddresses()).isEqualTo(addresses);
        assertThat(sizing.servers()).isEqualTo(servers);
        assertThat((long) Math.ceil(sizing.rampSeconds())).isEqualTo(rampSeconds);
        assertThat(sizing.isEnough()).isEqualTo(machines == 1);
    }

    /**
     * As in the prototype, whose servers needed less memory. With a million connections, 53 servers in Java just fit,
     * too.
     */
    @Test
    void shouldHoldAMillionNextToAServerThatIsNotOurs() {
        Sizing sizing =
                Sizing.of(1_000_000, Machines.BENCH.withServer(MachineLimits.Place.LOCAL), Constants.MEASURED, 1);

        assertThat(sizing.machines()).isEqualTo(1);
        assertThat(sizing.memoryBytes()).isEqualTo(1_000_000L * (9_356 + 1_754) + 52 * (84L << 20));
    }

    @Test
    void shouldAddUpTheMemoryOfHalfAMillion() {
        Sizing sizing = Sizing.of(500_000, Machines.BENCH, Constants.MEASURED, 1);

        assertThat(sizing.heapBytesPerProcess()).isEqualTo((32L << 20) + 19_231 * 1_754);
        assertThat(sizing.memoryBytes()).isEqualTo(500_000L * (9_356 + 1_754 + 1_762) + 53 * (84L << 20));
        assertThat(sizing.descriptors()).isEqualTo(19_231 + 16 + 500);
    }

    @ParameterizedTest
    @CsvSource({"10000000, 5", "100000000, 45"})
    void shouldUseMoreMachinesIfOneIsTooSmall(int connections, int machines) {
        Sizing alone = Sizing.of(connections, Machines.BENCH, Constants.MEASURED, 1);
        Sizing spread = Sizing.of(connections, Machines.BENCH, Constants.MEASURED, alone.machines());
        Sizing tooFew = Sizing.of(connections, Machines.BENCH, Constants.MEASURED, alone.machines() - 1);

        assertThat(alone.machines()).isEqualTo(machines);
        assertThat(alone.isEnough()).isFalse();
        assertThat(spread.isEnough()).isTrue();
        assertThat(spread.servers()).isZero();
        assertThat(tooFew.isEnough()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1, 1, 35", "10000000, 2, 5, 173", "100000000, 12, 9, 288"})
    void shouldSpreadOverBigMachines(int connections, int machines, int processes, int addresses) {
        Sizing sizing = Sizing.of(connections, Machines.BIG, Constants.MEASURED, machines);

        assertThat(sizing.machines()).isEqualTo(machines);
        assertThat(sizing.processes()).isEqualTo(processes);
        assertThat(sizing.sourceAddresses()).isEqualTo(addresses);
        assertThat((long) sizing.connectionsPerMachine() * machines).isGreaterThanOrEqualTo(connections);
    }

    @Test
    void shouldSayThatNoNumberOfMachinesWillDo() {
        MachineLimits full = Machines.with(Machines.BENCH, Machines.memory(1_000, Machines.GIGABYTE, 0));

        assertThat(Sizing.of(1_000, full, Constants.MEASURED, 1_000).machines()).isZero();
        assertThat(Sizing.of(1_000, full, Constants.MEASURED, 1_000).isEnough()).isFalse();
    }

    @Test
    void shouldFollowTheRateOfConnectsIfItIsSlower() {
        Sizing sizing = Sizing.of(10_000, Machines.BENCH, Constants.MEASURED, 1);

        assertThat(sizing.rampSeconds(100)).isEqualTo(100);
        assertThat(sizing.rampSeconds(0)).isEqualTo(10_000 * 291e-6 / 2, within(1e-9));
        assertThat(sizing.rampSeconds(1e6)).isEqualTo(sizing.rampSeconds());
    }

    @Test
    void shouldRefuseToSizeForNothing() {
        assertThatThrownBy(() -> Sizing.of(0, Machines.BENCH, Constants.MEASURED, 1))
                .hasMessage("connections must be at least 1: connections=0");
        assertThatThrownBy(() -> Sizing.of(1, Machines.BENCH, Constants.MEASURED, 0))
                .hasMessage("agents must be at least 1: agents=0");
    }
}

package wse.preflight;

import java.util.List;
import wse.preflight.MachineLimits.Cpu;
import wse.preflight.MachineLimits.Files;
import wse.preflight.MachineLimits.Kernel;
import wse.preflight.MachineLimits.Memory;
import wse.preflight.MachineLimits.Place;
import wse.preflight.MachineLimits.Ports;
import wse.preflight.MachineLimits.Reach;

/** Realistic machines for tests, with the embedded server on them unless stated otherwise. */
final class Machines {

    static final long GIGABYTE = 1L << 30;
    static final Ports PORTS = new Ports(32_768, 60_999, 0, 0, 0, true);
    static final Reach EMBEDDED = new Reach(Place.EMBEDDED, true, List.of());
    static final Reach REMOTE = new Reach(Place.REMOTE, false, List.of());
    private static final int PAGE = 4_096;

    /** 2 cores, 24 GiB, 20,000 descriptors: the machine on which this project was measured. */
    static final MachineLimits BENCH = new MachineLimits(
            new Files(20_000, 16),
            new Files(2_465_620, 800),
            PORTS,
            new Kernel(1_048_576L, 4_096, null, new Files(262_144, 0), new Files(575_664, 0), PAGE),
            new Memory(23 * GIGABYTE, null, 6 * GIGABYTE, 0),
            new Cpu(2, null),
            EMBEDDED);

    /**
     * 4 cores, 8 GiB (5 free), the hard limit of an old desktop (4,096 descriptors), a firewall that tracks
     * connections.
     */
    static final MachineLimits LAPTOP = new MachineLimits(
            new Files(4_096, 20),
            new Files(790_000, 12_000),
            PORTS,
            new Kernel(1_048_576L, 4_096, 512, new Files(65_536, 120), new Files(184_000, 40), PAGE),
            new Memory(5 * GIGABYTE, null, 2 * GIGABYTE, 0),
            new Cpu(4, null),
            EMBEDDED);

    /** A container with half a GiB, one core and 60 tasks of a large host. */
    static final MachineLimits CONTAINER = new MachineLimits(
            new Files(1_048_576, 20),
            new Files(9_000_000, 50_000),
            PORTS,
            new Kernel(1_073_741_816L, 4_096, null, null, null, PAGE),
            new Memory(200 * GIGABYTE, GIGABYTE / 2, GIGABYTE / 4, 0),
            new Cpu(1, new Files(60, 10)),
            EMBEDDED);

    /** 32 cores, 128 GiB, a million descriptors, all ports, against a server elsewhere. */
    static final MachineLimits BIG = new MachineLimits(
            new Files(1_048_576, 16),
            new Files(9_000_000, 5_000),
            new Ports(1_024, 65_535, 0, 0, 0, true),
            new Kernel(1_073_741_816L, 65_535, null, null, new Files(12_000_000, 0), PAGE),
            new Memory(120 * GIGABYTE, null, 30 * GIGABYTE, 0),
            new Cpu(32, null),
            REMOTE);

    private Machines() {}

    static MachineLimits with(MachineLimits limits, Files process, Memory memory, Reach reach) {
        return new MachineLimits(
                process, limits.machine(), limits.ports(), limits.kernel(), memory, limits.cpu(), reach);
    }

    static MachineLimits with(MachineLimits limits, Files process) {
        return with(limits, process, limits.memory(), limits.reach());
    }

    static MachineLimits with(MachineLimits limits, Memory memory) {
        return with(limits, limits.process(), memory, limits.reach());
    }

    static MachineLimits with(MachineLimits limits, Reach reach) {
        return with(limits, limits.process(), limits.memory(), reach);
    }

    static MachineLimits with(MachineLimits limits, Ports ports) {
        return new MachineLimits(
                limits.process(),
                limits.machine(),
                ports,
                limits.kernel(),
                limits.memory(),
                limits.cpu(),
                limits.reach());
    }

    static MachineLimits with(MachineLimits limits, Kernel kernel) {
        return new MachineLimits(
                limits.process(),
                limits.machine(),
                limits.ports(),
                kernel,
                limits.memory(),
                limits.cpu(),
                limits.reach());
    }

    static MachineLimits withMachineFiles(MachineLimits limits, Files machine) {
        return new MachineLimits(
                limits.process(),
                machine,
                limits.ports(),
                limits.kernel(),
                limits.memory(),
                limits.cpu(),
                limits.reach());
    }
}

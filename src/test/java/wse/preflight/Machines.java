package wse.preflight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    static final Reach LOCAL = new Reach(Place.LOCAL, true, List.of());
    static final Reach REMOTE = new Reach(Place.REMOTE, false, List.of());
    private static final int PAGE = 4_096;

    /** 2 cores, 24 GiB, 20,000 descriptors: the machine on which this project was measured. */
    static final MachineLimits BENCH = new MachineLimits(
            Optional.of(new Files(20_000, 16)),
            Optional.of(new Files(2_465_620, 800)),
            Optional.of(PORTS),
            kernel(
                    1_048_576,
                    4_096,
                    OptionalInt.empty(),
                    Optional.of(new Files(262_144, 0)),
                    Optional.of(new Files(575_664, 0))),
            new Memory(23 * GIGABYTE, OptionalLong.empty(), 6 * GIGABYTE, 0),
            new Cpu(2, Optional.empty()),
            EMBEDDED);

    /**
     * 4 cores, 8 GiB (5 free), the hard limit of an old desktop (4,096 descriptors), a firewall that tracks
     * connections.
     */
    static final MachineLimits LAPTOP = new MachineLimits(
            Optional.of(new Files(4_096, 20)),
            Optional.of(new Files(790_000, 12_000)),
            Optional.of(PORTS),
            kernel(
                    1_048_576,
                    4_096,
                    OptionalInt.of(512),
                    Optional.of(new Files(65_536, 120)),
                    Optional.of(new Files(184_000, 40))),
            new Memory(5 * GIGABYTE, OptionalLong.empty(), 2 * GIGABYTE, 0),
            new Cpu(4, Optional.empty()),
            EMBEDDED);

    /** A container with half a GiB, one core and 60 tasks of a large host. */
    static final MachineLimits CONTAINER = new MachineLimits(
            Optional.of(new Files(1_048_576, 20)),
            Optional.of(new Files(9_000_000, 50_000)),
            Optional.of(PORTS),
            kernel(1_073_741_816, 4_096, OptionalInt.empty(), Optional.empty(), Optional.empty()),
            new Memory(200 * GIGABYTE, OptionalLong.of(GIGABYTE / 2), GIGABYTE / 4, 0),
            new Cpu(1, Optional.of(new Files(60, 10))),
            EMBEDDED);

    /** 32 cores, 128 GiB, a million descriptors, all ports, against a server elsewhere. */
    static final MachineLimits BIG = new MachineLimits(
            Optional.of(new Files(1_048_576, 16)),
            Optional.of(new Files(9_000_000, 5_000)),
            Optional.of(new Ports(1_024, 65_535, 0, 0, 0, true)),
            kernel(1_073_741_816, 65_535, OptionalInt.empty(), Optional.empty(), Optional.of(new Files(12_000_000, 0))),
            new Memory(120 * GIGABYTE, OptionalLong.empty(), 30 * GIGABYTE, 0),
            new Cpu(32, Optional.empty()),
            REMOTE);

    private Machines() {}

    private static Kernel kernel(
            long nrOpen, int somaxconn, OptionalInt synBacklog, Optional<Files> conntrack, Optional<Files> tcpPages) {
        return new Kernel(OptionalLong.of(nrOpen), OptionalInt.of(somaxconn), synBacklog, conntrack, tcpPages, PAGE);
    }

    /** A kernel that reports only the queues of listening sockets. */
    static Kernel withQueues(int somaxconn, OptionalInt synBacklog) {
        return new Kernel(
                OptionalLong.empty(), OptionalInt.of(somaxconn), synBacklog, Optional.empty(), Optional.empty(), PAGE);
    }

    /** A kernel that reports only the table of tracked connections. */
    static Kernel withTracking(Files conntrack) {
        return new Kernel(
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(conntrack),
                Optional.empty(),
                PAGE);
    }

    /** Memory without the limit of a container. */
    static Memory memory(long available, long heapMost, long heapUsed) {
        return new Memory(available, OptionalLong.empty(), heapMost, heapUsed);
    }

    static MachineLimits with(MachineLimits limits, Files process, Memory memory, Reach reach) {
        return new MachineLimits(
                Optional.of(process), limits.machine(), limits.ports(), limits.kernel(), memory, limits.cpu(), reach);
    }

    static MachineLimits with(MachineLimits limits, Files process) {
        return with(limits, process, limits.memory(), limits.reach());
    }

    static MachineLimits with(MachineLimits limits, Memory memory) {
        return with(limits, limits.process().orElseThrow(), memory, limits.reach());
    }

    static MachineLimits with(MachineLimits limits, Reach reach) {
        return with(limits, limits.process().orElseThrow(), limits.memory(), reach);
    }

    static MachineLimits with(MachineLimits limits, Ports ports) {
        return new MachineLimits(
                limits.process(),
                limits.machine(),
                Optional.of(ports),
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
                Optional.of(machine),
                limits.ports(),
                limits.kernel(),
                limits.memory(),
                limits.cpu(),
                limits.reach());
    }
}

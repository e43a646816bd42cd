package wse.preflight;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import oshi.SystemInfo;
import wse.machine.LocalAddress;

/** Reads {@link MachineLimits} from the JVM, from OSHI, and on Linux from {@code /proc} and cgroups. */
final class ThisMachine {

    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ThisMachine() {}

    static MachineLimits limits(PreflightNeeds needs) {
        MachineLimits.Place server = server(needs);
        boolean loopback = server == MachineLimits.Place.EMBEDDED
                || !needs.targets().isEmpty()
                        && needs.targets().stream()
                                .allMatch(target -> target.getAddress().isLoopbackAddress());
        return new MachineLimits(
                descriptors(),
                KernelFiles.files(),
                KernelFiles.ports(needs.targets(), loopback),
                KernelFiles.kernel(),
                memory(),
                new MachineLimits.Cpu(Runtime.getRuntime().availableProcessors(), Cgroup.OF_THIS_PROCESS.tasks()),
                new MachineLimits.Reach(server, loopback && isLinux(), foreign(needs)));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static MachineLimits.Place server(PreflightNeeds needs) {
        if (needs.isEmbedded()) {
            return MachineLimits.Place.EMBEDDED;
        }
        return needs.targets().stream().anyMatch(ThisMachine::isLocal)
                ? MachineLimits.Place.LOCAL
                : MachineLimits.Place.REMOTE;
    }

    private static List<String> foreign(PreflightNeeds needs) {
        return needs.sourceAddresses().stream()
                .filter(address -> !canConnectFrom(address))
                .toList();
    }

    /** The JVM has already raised its limit to the hard limit ({@code -XX:+MaxFDLimit}). */
    private static Optional<MachineLimits.Files> descriptors() {
        return OS instanceof UnixOperatingSystemMXBean unix
                ? Optional.of(
                        new MachineLimits.Files(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount()))
                : Optional.empty();
    }

    private static MachineLimits.Memory memory() {
        long available = new SystemInfo().getHardware().getMemory().getAvailable();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new MachineLimits.Memory(available, Cgroup.OF_THIS_PROCESS.memoryLeft(), heap.getMax(), heap.getUsed());
    }

    private static boolean isLocal(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        return address != null && LocalAddress.isOfThisMachine(address);
    }

    private static boolean canConnectFrom(String address) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            return true;
        } catch (IOException foreign) {
            return false;
        }
    }
}

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
import oshi.SystemInfo;
import wse.machine.LocalAddress;

/** Reads {@link Limits} from the JVM, from OSHI, and on Linux from {@code /proc} and cgroups. */
final class ThisMachine {

    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ThisMachine() {}

    static Limits limits(PreflightNeeds needs) {
        Limits.Place server = server(needs);
        boolean loopback = server == Limits.Place.EMBEDDED
                || (needs.target() != null && needs.target().getAddress().isLoopbackAddress());
        return new Limits(
                descriptors(),
                KernelFiles.files(),
                KernelFiles.ports(needs.target(), loopback),
                KernelFiles.kernel(),
                memory(),
                new Limits.Cpu(Runtime.getRuntime().availableProcessors(), Cgroup.OF_THIS_PROCESS.tasks()),
                new Limits.Reach(server, loopback && isLinux(), foreign(needs)));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static Limits.Place server(PreflightNeeds needs) {
        if (needs.isEmbedded()) {
            return Limits.Place.EMBEDDED;
        }
        return needs.target() != null && isLocal(needs.target()) ? Limits.Place.LOCAL : Limits.Place.REMOTE;
    }

    private static List<String> foreign(PreflightNeeds needs) {
        return needs.sourceAddresses().stream()
                .filter(address -> !canConnectFrom(address))
                .toList();
    }

    /** The JVM has raised its own limit to the hard one already ({@code -XX:+MaxFDLimit}). */
    private static Limits.Files descriptors() {
        return OS instanceof UnixOperatingSystemMXBean unix
                ? new Limits.Files(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount())
                : null;
    }

    private static Limits.Memory memory() {
        long available = new SystemInfo().getHardware().getMemory().getAvailable();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Limits.Memory(available, Cgroup.OF_THIS_PROCESS.memoryLeft(), heap.getMax(), heap.getUsed());
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

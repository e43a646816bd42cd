package wse.preflight;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import oshi.SystemInfo;

/** Reads {@link Limits} from the JVM, from OSHI, and on Linux from {@code /proc}. */
final class ThisMachine {

    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ThisMachine() {}

    static Limits limits(PreflightNeeds needs) {
        boolean local = needs.isEmbedded() || isLocal(needs.target());
        return new Limits(
                descriptors(),
                ProcFs.files(),
                ProcFs.ports(needs.target(), local),
                local ? ProcFs.backlog() : null,
                memory(),
                local,
                needs.sourceAddresses().stream()
                        .filter(address -> !canConnectFrom(address))
                        .toList());
    }

    /** The JVM has raised its own limit to the hard one already ({@code -XX:+MaxFDLimit}). */
    private static Limits.Files descriptors() {
        return OS instanceof UnixOperatingSystemMXBean unix
                ? new Limits.Files(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount())
                : null;
    }

    /** OSHI sees what the machine has left, the JVM what its container may have at all. */
    private static Limits.Memory memory() {
        long available = new SystemInfo().getHardware().getMemory().getAvailable();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Limits.Memory(Math.min(available, OS.getTotalMemorySize()), heap.getMax(), heap.getUsed());
    }

    private static boolean isLocal(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        try {
            return address != null
                    && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
        } catch (IOException unreadable) {
            return false;
        }
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

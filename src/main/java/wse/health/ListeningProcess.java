package wse.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import wse.machine.LocalAddress;
import wse.machine.TcpListeners;

/** Finds the processes of a server that runs on this machine. */
public final class ListeningProcess {

    private ListeningProcess() {}

    /**
     * The processes that accept the connections to an address of this machine; there are several if they share it. A
     * process that listens on the same port of another address is not one of them. Empty if the host is another machine,
     * or if this user may not see who owns the socket.
     */
    public static List<Long> find(InetAddress host, int port) {
        if (!LocalAddress.isOfThisMachine(host)) {
            return List.of();
        }
        InetSocketAddress target = new InetSocketAddress(LocalAddress.reachedBy(host), port);
        return TcpListeners.ofThisMachine()
                .map(listeners -> listeners.processesAt(target))
                .orElseGet(() -> find(target));
    }

    /** For systems other than Linux. */
    private static List<Long> find(InetSocketAddress target) {
        List<IPConnection> listening = ProcessUse.os().getInternetProtocolStats().getConnections().stream()
                .filter(socket -> socket.getType().startsWith("tcp") && socket.getState() == TcpState.LISTEN)
                .filter(socket -> socket.getLocalPort() == target.getPort() && socket.getowningProcessId() > 0)
                .toList();
        byte[] exact = target.getAddress().getAddress();
        return Stream.<Predicate<byte[]>>of(address -> Arrays.equals(address, exact), ListeningProcess::isWildcard)
                .map(matches -> owners(listening, matches))
                .filter(owners -> !owners.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Long> owners(List<IPConnection> listening, Predicate<byte[]> matches) {
        return listening.stream()
                .filter(socket -> matches.test(socket.getLocalAddress()))
                .map(IPConnection::getowningProcessId)
                .distinct()
                .map(Integer::longValue)
                .toList();
    }

    private static boolean isWildcard(byte[] address) {
        return Arrays.equals(address, new byte[address.length]);
    }
}

package wse.health;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/** Finds the server's processes where it runs on this machine. */
public final class ListeningProcess {

    private ListeningProcess() {}

    /**
     * The processes that listen on a TCP port of this machine; several where workers share it. Empty if the host is
     * another machine, or if the system does not tell this user who owns the socket.
     */
    public static List<Long> find(InetAddress host, int port) {
        if (!isThisMachine(host)) {
            return List.of();
        }
        return ProcessUse.os().getInternetProtocolStats().getConnections().stream()
                .filter(socket -> socket.getType().startsWith("tcp") && socket.getState() == TcpState.LISTEN)
                .filter(socket -> socket.getLocalPort() == port && socket.getowningProcessId() > 0)
                .map(IPConnection::getowningProcessId)
                .distinct()
                .map(Integer::longValue)
                .toList();
    }

    /** Whether the address is a loopback address or one of this machine's interfaces. */
    public static boolean isThisMachine(InetAddress host) {
        try {
            return host.isLoopbackAddress()
                    || host.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(host) != null;
        } catch (SocketException unreadable) {
            throw new UncheckedIOException("the network interfaces cannot be listed", unreadable);
        }
    }
}

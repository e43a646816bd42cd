package wse.health;

import java.net.InetAddress;
import java.util.List;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import wse.machine.LocalAddress;

/** Finds the processes of a server that runs on this machine. */
public final class ListeningProcess {

    private ListeningProcess() {}

    /**
     * The processes that listen on a TCP port of this machine; there are several if they share the port. Empty if the
     * host is another machine, or if this user may not see who owns the socket.
     */
    public static List<Long> find(InetAddress host, int port) {
        if (!LocalAddress.isOfThisMachine(host)) {
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
}

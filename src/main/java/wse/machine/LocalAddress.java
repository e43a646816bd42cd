package wse.machine;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Tells this machine's addresses from others. */
public final class LocalAddress {

    private LocalAddress() {}

    /** Whether the address is a loopback address, the wildcard, or the address of one of this machine's interfaces. */
    public static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unreadable) {
            throw new UncheckedIOException("the network interfaces cannot be listed", unreadable);
        }
    }
}

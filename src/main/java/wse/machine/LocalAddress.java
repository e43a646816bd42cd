package wse.machine;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Tells this machine's addresses from others. */
public final class LocalAddress {

    /** The first byte of 127.0.0.1. */
    private static final int IPV4_LOOPBACK = 127;

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

    /**
     * The address that a connection to {@code address} actually reaches: for the wildcard address, a loopback address.
     */
    public static InetAddress reachedBy(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address;
        }
        byte[] loopback = new byte[address.getAddress().length];
        boolean isIpv4 = loopback.length == Integer.BYTES;
        loopback[0] = (byte) (isIpv4 ? IPV4_LOOPBACK : 0);
        loopback[loopback.length - 1] = 1;
        return ofBytes(loopback);
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address has 4 or 16 bytes: " + bytes.length, wrongLength);
        }
    }
}

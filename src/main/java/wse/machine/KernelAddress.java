package wse.machine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Socket addresses as Linux prints them in {@code /proc/net/tcp} and {@code /proc/net/tcp6}. Pure. */
public final class KernelAddress {

    private static final int HEX = 16;

    private KernelAddress() {}

    /** Address and port, for example {@code 0100007F:138E} for 127.0.0.1:5006. */
    public static String of(InetSocketAddress address) {
        return hex(address.getAddress()) + port(address.getPort());
    }

    /** The port as it follows an address, for example {@code :138E}. */
    static String port(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }

    /**
     * The address alone. The kernel prints each group of 32 bits as a number in the machine's byte order, which is
     * little-endian wherever this runs.
     */
    static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < bytes.length; word += Integer.BYTES) {
            for (int i = word + Integer.BYTES - 1; i >= word; i--) {
                text.append(Character.forDigit((bytes[i] >> 4) & 0xf, HEX))
                        .append(Character.forDigit(bytes[i] & 0xf, HEX));
            }
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}

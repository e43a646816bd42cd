package wse.engine;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** IP addresses as text. Pure functions. */
public final class IpText {

    private IpText() {}

    /** The shortest form, such as {@code ::1} (RFC 5952 section 4), with the zone if there is one. */
    public static String of(InetAddress address) {
        return NetUtil.toAddressString(address) + zone(address);
    }

    /** The same in brackets if it is an IPv6 address, as before a port. */
    public static String bracketed(InetAddress address) {
        String text = of(address);
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    /** Whether a {@code Host} header names this address rather than a host. */
    public static boolean isIn(String hostHeader, InetAddress address) {
        return hostHeader.contains(NetUtil.toAddressString(address));
    }

    private static String zone(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? "" : text.substring(zone);
    }
}

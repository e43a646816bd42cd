package wse.text;

/** Names and IP addresses of hosts. Pure functions. */
public final class Hosts {

    private Hosts() {}

    /**
     * The form before a port: an IPv6 address gets brackets (RFC 3986 section 3.2.2).
     *
     * @param host a name, or an IP address without brackets
     */
    public static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** The host without its brackets, if it has both. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}

package wse.engine;

/** The value of the {@code Host} header. Pure functions. */
public final class HostHeader {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private HostHeader() {}

    /**
     * The host, with the port unless it is the default one of the scheme (RFC 6455 section 4.1). An IPv6 address is in
     * brackets (RFC 3986 section 3.2.2), without its zone, which has a meaning on this machine only (RFC 6874 section 4).
     *
     * @param host a name, or an IP address with or without brackets
     */
    public static String of(String host, int port, boolean tls) {
        String name = host.indexOf(':') >= 0 ? "[" + host.replaceAll("[\\[\\]]|%.*", "") + "]" : host;
        return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
    }
}

package wse.engine;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * An HTTP proxy that opens connections to servers (CONNECT, RFC 9110 section 9.3.6). Immutable. Its credentials are not
 * printed.
 */
public final class HttpProxy {

    private final InetSocketAddress address;
    private final String authorization;

    private HttpProxy(InetSocketAddress address, String authorization) {
        this.address = Objects.requireNonNull(address, "address");
        this.authorization = authorization;
    }

    /** @param address the proxy's address, resolved */
    public static HttpProxy at(InetSocketAddress address) {
        return new HttpProxy(address, "");
    }

    /**
     * The same proxy with credentials.
     *
     * @param userAndPassword separated by a colon (RFC 7617)
     */
    public HttpProxy withCredentials(String userAndPassword) {
        String encoded = Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return new HttpProxy(address, "Proxy-Authorization: Basic " + encoded + "\r\n");
    }

    public InetSocketAddress address() {
        return address;
    }

    /**
     * The request for a connection to a server.
     *
     * @param server host and port
     */
    byte[] request(String server) {
        String head = "CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n" + authorization + "\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return "http://" + address.getHostString() + ":" + address.getPort();
    }
}

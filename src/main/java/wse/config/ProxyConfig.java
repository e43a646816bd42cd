package wse.config;

import java.net.URI;
import java.util.Optional;
import wse.text.Hosts;
import wse.text.Mask;

/**
 * An HTTP proxy.
 *
 * @param host a name, or an IP address without brackets
 * @param credentials user and password, separated by a colon; empty if the proxy requires none
 */
public record ProxyConfig(String host, int port, Optional<Secret> credentials) {

    private static final int MOST_PORT = 65_535;

    /** @throws IllegalArgumentException unless the text is an {@code http://} URI with host and port, and without path */
    static ProxyConfig parse(String text) {
        URI uri = URI.create(text);
        String path = uri.getRawPath();
        Kind.require("http".equals(uri.getScheme()) && uri.getHost() != null);
        Kind.require(uri.getPort() > 0 && uri.getPort() <= MOST_PORT);
        Kind.require((path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null && uri.getRawFragment() == null);
        return new ProxyConfig(
                Hosts.bare(uri.getHost()),
                uri.getPort(),
                Optional.ofNullable(uri.getUserInfo()).map(user -> new Secret(user.contains(":") ? user : user + ":")));
    }

    /** As in {@code http://proxy.example:3128}, with masked credentials if there are any. */
    @Override
    public String toString() {
        return "http://" + (credentials.isPresent() ? Mask.HIDDEN + "@" : "") + Hosts.bracketed(host) + ":" + port;
    }
}

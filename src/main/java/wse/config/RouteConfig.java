package wse.config;

import java.util.Optional;

/**
 * How connections reach the server.
 *
 * @param addresses which addresses of the server get load: {@code wse.addresses}
 * @param proxy opens the connections to the server; empty to connect directly: {@code wse.proxy}
 */
public record RouteConfig(AddressUse addresses, Optional<ProxyConfig> proxy) {

    static RouteConfig of(Values values) {
        return new RouteConfig(
                values.get(RouteSettings.ADDRESSES), Optional.ofNullable(values.get(RouteSettings.PROXY)));
    }
}

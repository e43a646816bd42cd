package wse.run.target;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import wse.config.BadInputException;
import wse.config.ProxyConfig;
import wse.config.Secret;
import wse.engine.Endpoint;
import wse.engine.HttpProxy;

/**
 * The proxy through which clients connect.
 *
 * @param credentials user and password, separated by a colon
 */
public record Proxy(InetSocketAddress address, Optional<Secret> credentials) {

    /** @throws BadInputException if the name of the proxy does not resolve */
    static Proxy of(ProxyConfig config) {
        try {
            InetAddress first = InetAddress.getByName(config.host());
            return new Proxy(new InetSocketAddress(first, config.port()), config.credentials());
        } catch (UnknownHostException e) {
            throw new BadInputException("wse.proxy must have a host name or address that resolves: wse.proxy=" + config
                    + "; check the spelling or give the IP address");
        }
    }

    Endpoint carry(Endpoint direct) {
        HttpProxy proxy = HttpProxy.at(address);
        return direct.withProxy(credentials
                .map(secret -> proxy.withCredentials(secret.reveal()))
                .orElse(proxy));
    }
}

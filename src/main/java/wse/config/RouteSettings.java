package wse.config;

import java.nio.file.Path;
import java.util.List;

/** The rows of the {@linkplain Settings table of settings} that say how connections reach the server. */
public final class RouteSettings {

    public static final Setting<AddressUse> ADDRESSES = Setting.of(
                    "wse.addresses",
                    Kind.choice(AddressUse.class, AddressUse::label),
                    "which addresses of wse.host get load; all: each address that answers the first contact, in turn, so that"
                            + " all get the same share; first: only the first one that answers")
            .byDefault("all");
    public static final Setting<ProxyConfig> PROXY = Setting.of(
            "wse.proxy",
            Texts.PROXY,
            "HTTP proxy that opens the connections to wse.host (CONNECT); the figures then include the proxy. The gatling"
                    + " engine can use it only with wse.tls=true");
    public static final Setting<Path> PROXY_FILE = PROXY.inFile();

    static final List<Setting<?>> ALL = List.of(ADDRESSES, PROXY, PROXY_FILE, CompressionSettings.COMPRESSION);

    private RouteSettings() {}
}

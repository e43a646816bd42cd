package wse.load;

import wse.config.ClientIdentity;
import wse.config.TlsConfig;
import wse.engine.ClientCertificate;
import wse.engine.ClientTls;

/** Translates the settings of TLS into those of the engine. Pure. */
public final class ClientTlsOptions {

    private ClientTlsOptions() {}

    /** The options of the engine; without authorities of its own, the client trusts those of this JVM. */
    public static ClientTls of(TlsConfig config) {
        ClientTls versions =
                ClientTls.DEFAULT.withVersions(config.minVersion().andLater()).withResumption(config.resumption());
        ClientTls named = config.serverName().map(versions::withServerName).orElse(versions);
        ClientTls identified = config.identity()
                .map(ClientTlsOptions::certificate)
                .map(named::withCertificate)
                .orElse(named);
        return config.insecure()
                ? identified.withoutVerification()
                : config.authorities()
                        .map(own -> identified.withAuthorities(own.certificates()))
                        .orElse(identified);
    }

    /** A certificate as the engine expects it. */
    public static ClientCertificate certificate(ClientIdentity identity) {
        return new ClientCertificate(identity.chain(), identity.key());
    }
}

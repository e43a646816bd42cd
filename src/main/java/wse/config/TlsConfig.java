package wse.config;

import java.util.Optional;

/**
 * Whether the client uses TLS, which certificates it accepts, and which one it presents.
 *
 * @param on {@code wss://}; if false, the rest has no meaning
 * @param insecure whether any certificate for any host is accepted
 * @param authorities the only authorities that the client trusts; empty for those of the JVM's trust store
 * @param identity the client's certificate and its key; empty if it has none
 * @param serverName the name to ask the server for, if it is not its host name
 * @param minVersion the oldest version that the client accepts
 * @param resumption whether connections resume sessions of earlier ones
 */
public record TlsConfig(
        boolean on,
        boolean insecure,
        Optional<Authorities> authorities,
        Optional<ClientIdentity> identity,
        Optional<String> serverName,
        TlsVersion minVersion,
        boolean resumption) {

    static TlsConfig of(Values values) {
        return new TlsConfig(
                values.get(TlsSettings.TLS),
                values.get(TlsSettings.INSECURE),
                Optional.ofNullable(values.get(TlsSettings.CA)),
                values.identity(),
                Optional.ofNullable(values.get(TlsSettings.SERVER_NAME)),
                values.get(TlsSettings.MIN_VERSION),
                values.get(TlsSettings.RESUMPTION));
    }
}

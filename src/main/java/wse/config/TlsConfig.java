package wse.config;

import java.util.Optional;

/**
 * Whether the client uses TLS, and which certificates it accepts.
 *
 * @param on {@code wss://}; if false, the rest has no meaning
 * @param insecure whether any certificate for any host is accepted
 * @param authorities the only authorities that the client trusts; empty for those of the JVM's trust store
 */
public record TlsConfig(boolean on, boolean insecure, Optional<Authorities> authorities) {

    static TlsConfig of(Values values) {
        return new TlsConfig(
                values.get(Settings.TLS),
                values.get(Settings.TLS_INSECURE),
                Optional.ofNullable(values.get(Settings.TLS_CA)));
    }
}

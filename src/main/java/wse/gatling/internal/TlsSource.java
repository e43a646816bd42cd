package wse.gatling.internal;

import java.nio.file.Path;
import java.util.Optional;
import wse.config.Authorities;
import wse.config.ClientIdentity;
import wse.config.Secret;
import wse.config.TlsVersion;
import wse.engine.ClientTls;
import wse.gatling.internal.WseSettings.Address;
import wse.load.ClientTlsOptions;

/** Servers with TLS, as the protocol builder describes them. Each option means the same as the setting of its name. Pure. */
public final class TlsSource {

    private TlsSource() {}

    private static ClientTls options(Address server) {
        return server.tls().orElse(ClientTls.DEFAULT);
    }

    /** With TLS. */
    public static Address on(Address server) {
        return server.withTls(options(server));
    }

    /** With any certificate, as with {@code wse.tls.insecure}. */
    public static Address insecure(Address server) {
        return server.withTls(options(server).withoutVerification());
    }

    /** With a certificate of an authority in this PEM file, as with {@code wse.tls.ca}. */
    public static Address authorities(Address server, String file) {
        return server.withTls(
                options(server).withAuthorities(Authorities.read(Path.of(file)).certificates()));
    }

    /** For a client with a certificate, as with {@code wse.tls.certificate}, {@code wse.tls.key} and {@code wse.tls.keyPassword}. */
    public static Address certificate(Address server, String certificate, String key, Optional<String> password) {
        ClientIdentity identity = ClientIdentity.read(Path.of(certificate), Path.of(key), password.map(Secret::new));
        return server.withTls(options(server).withCertificate(ClientTlsOptions.certificate(identity)));
    }

    /** Under this name, as with {@code wse.tls.serverName}. */
    public static Address serverName(Address server, String name) {
        return server.withTls(options(server).withServerName(name));
    }

    /** With this version or a later one, as with {@code wse.tls.minVersion}. */
    public static Address minVersion(Address server, String label) {
        return server.withTls(options(server).withVersions(TlsVersion.of(label).andLater()));
    }

    /** With or without resumption of sessions, as with {@code wse.tls.resumption}. */
    public static Address resumption(Address server, boolean resumes) {
        return server.withTls(options(server).withResumption(resumes));
    }
}

package wse.config;

import java.nio.file.Path;

/** The rows of the {@linkplain Settings table of settings} that concern TLS. */
public final class TlsSettings {

    public static final Setting<Boolean> TLS = Setting.of(
                    "wse.tls",
                    Kind.flag(),
                    "connect over wss:// instead of ws://; the server's certificate must be valid")
            .byDefault("false");
    public static final Setting<Authorities> CA = Setting.of(
            "wse.tls.ca",
            Texts.AUTHORITIES,
            "certificate authorities to trust, such as that of a company, instead of those in the JDK's trust store");
    public static final Setting<Boolean> INSECURE = Setting.of(
                    "wse.tls.insecure",
                    Kind.flag(),
                    "accept any certificate for any host; every report says that the server was not verified")
            .byDefault("false")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Path> CERTIFICATE = Setting.of(
            "wse.tls.certificate",
            Texts.PEM,
            "file with the client's certificate, followed by those of its issuers; for servers that require one");
    public static final Setting<Path> KEY = Setting.of(
            "wse.tls.key",
            Texts.PEM,
            "the private key of wse.tls.certificate, in PKCS #8, encrypted or not; the file must not be world-readable");
    public static final Setting<Secret> KEY_PASSWORD =
            Setting.of("wse.tls.keyPassword", Texts.PASSWORD, "decrypts wse.tls.key");
    public static final Setting<Path> KEY_PASSWORD_FILE = KEY_PASSWORD.inFile();
    public static final Setting<String> SERVER_NAME = Setting.of(
                    "wse.tls.serverName",
                    Texts.HOST,
                    "name that the client asks the server for (SNI) and that the server's certificate must contain, if it is"
                            + " not wse.host")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<TlsVersion> MIN_VERSION = Setting.of(
                    "wse.tls.minVersion",
                    Kind.choice(TlsVersion.class, TlsVersion::label),
                    "oldest version of TLS that the client accepts")
            .byDefault("1.2")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Boolean> RESUMPTION = Setting.of(
                    "wse.tls.resumption",
                    Kind.flag(),
                    "whether connections resume TLS sessions of earlier ones, like clients that reconnect; otherwise each makes"
                            + " a full handshake, like clients that connect for the first time")
            .byDefault("false")
            .onlyWith(EngineKind.NETTY);

    private TlsSettings() {}
}

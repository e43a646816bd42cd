package wse.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import wse.config.MessageForm;
import wse.config.ReadMode;

/** The options as properties, including the secret, for the standard input of a child process. */
final class ServerProperties {

    private ServerProperties() {}

    static Properties write(ServerOptions options) {
        Properties out = new Properties();
        ServerOptions.Listen listen = options.listen();
        put(out, "host", listen.host());
        put(out, "port", listen.port());
        put(out, "metrics-port", listen.metricsPort());
        put(out, "loops", listen.loops());
        put(out, "processes", listen.processes());
        put(out, "transport", listen.transport());
        put(out, "dialect", options.speech().dialect());
        put(out, "form", options.speech().form().version());
        put(out, "read", options.speech().read());
        put(out, "secret", options.speech().secret());
        put(out, "remember-tokens", options.speech().rememberTokens());
        put(out, "compression", options.speech().compression());
        ServerOptions.Limits limits = options.limits();
        put(out, "ping-interval-millis", limits.pingInterval().toMillis());
        put(out, "idle-timeout-millis", limits.idleTimeout().toMillis());
        put(out, "max-connections", limits.maxConnections());
        put(out, "max-message-bytes", limits.maxMessageBytes());
        put(out, "handshake-timeout-millis", limits.handshakes().timeout().toMillis());
        put(out, "max-handshakes", limits.handshakes().most());
        put(out, "max-handshakes-per-address", limits.handshakes().mostPerAddress());
        return out;
    }

    static ServerOptions read(Properties in) {
        return new ServerOptions(
                new ServerOptions.Listen(
                        in.getProperty("host"),
                        integer(in, "port"),
                        integer(in, "metrics-port"),
                        integer(in, "loops"),
                        integer(in, "processes"),
                        ServerTransport.valueOf(in.getProperty("transport")),
                        List.of()),
                new ServerOptions.Speech(
                        ServerDialect.valueOf(in.getProperty("dialect")),
                        MessageForm.of(in.getProperty("form")),
                        ReadMode.valueOf(in.getProperty("read")),
                        in.getProperty("secret"),
                        Boolean.parseBoolean(in.getProperty("remember-tokens")),
                        Boolean.parseBoolean(in.getProperty("compression"))),
                new ServerOptions.Limits(
                        millis(in, "ping-interval-millis"),
                        millis(in, "idle-timeout-millis"),
                        integer(in, "max-connections"),
                        integer(in, "max-message-bytes"),
                        new ServerOptions.Handshakes(
                                millis(in, "handshake-timeout-millis"),
                                integer(in, "max-handshakes"),
                                integer(in, "max-handshakes-per-address"))));
    }

    private static void put(Properties out, String name, Object value) {
        out.setProperty(name, String.format(Locale.ROOT, "%s", value));
    }

    private static int integer(Properties in, String name) {
        return Integer.parseInt(in.getProperty(name));
    }

    private static Duration millis(Properties in, String name) {
        return Duration.ofMillis(Long.parseLong(in.getProperty(name)));
    }
}

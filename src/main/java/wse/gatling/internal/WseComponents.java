package wse.gatling.internal;

import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.session.Session;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import scala.Function1;
import scala.runtime.BoxedUnit;
import wse.dialect.Dialect;
import wse.dialect.OpeningRequest;
import wse.engine.ClientTls;
import wse.engine.CloseCode;
import wse.engine.Endpoint;
import wse.engine.WebSocketClient;

/** The engine, endpoint and settings that the actions of one scenario share. Thread-safe. */
final class WseComponents implements ProtocolComponents {

    private final WseSettings settings;
    private final WebSocketClient client;
    private final Tally tally;
    private final OpeningRequest firstRequest;
    private final Endpoint endpoint;
    private final List<InetAddress> sources;
    private final AtomicInteger connections = new AtomicInteger();

    WseComponents(WseSettings settings, WebSocketClient client, Tally tally) {
        this.tally = tally;
        this.settings = settings;
        this.client = client;
        this.firstRequest = settings.dialect().openingRequest(0);
        this.endpoint = endpoint(settings, firstRequest);
        this.sources = settings.sources().stream().map(WseComponents::resolve).toList();
    }

    private static Endpoint endpoint(WseSettings settings, OpeningRequest request) {
        WseSettings.Address address = settings.address();
        Endpoint endpoint = Endpoint.of(
                        new InetSocketAddress(resolve(address.host()), address.port()),
                        address.authority(),
                        request.target(),
                        request.allHeaders())
                .withConnectTimeout(settings.timeouts().connect())
                .withMaxMessageBytes(settings.maxMessageBytes());
        return address.tls().map(tls -> withTls(endpoint, tls)).orElse(endpoint);
    }

    private static Endpoint withTls(Endpoint endpoint, ClientTls tls) {
        try {
            return endpoint.withTls(tls);
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host name cannot be resolved: host=" + host, e);
        }
    }

    /** The endpoint for a user; the request is encoded only once if all users send the same. */
    private Endpoint endpoint(int user) {
        OpeningRequest request = dialect().openingRequest(user);
        return request == firstRequest ? endpoint : endpoint.withRequest(request.target(), request.allHeaders());
    }

    Tally tally() {
        return tally;
    }

    WseSettings.Timeouts timeouts() {
        return settings.timeouts();
    }

    Dialect dialect() {
        return settings.dialect();
    }

    /** A connection that is still to be made; the engine's event loops are used in turn. */
    UserConnection newConnection(EventLoop user) {
        int number = connections.getAndIncrement() & Integer.MAX_VALUE;
        EventLoop loop = client.loops().get(number % client.loops().size());
        SocketAddress source =
                sources.isEmpty() ? null : new InetSocketAddress(sources.get(number % sources.size()), 0);
        return new UserConnection(
                user,
                loop,
                dialect(),
                dialect().conversation(number),
                connection -> client.connect(loop, endpoint(number), source, connection.listener(), connection));
    }

    @Override
    public Function1<Session, Session> onStart() {
        return session -> session;
    }

    /** Closes the connections that a user leaves open when it ends. */
    @Override
    public Function1<Session, BoxedUnit> onExit() {
        return session -> {
            session.attributes().values().foreach(value -> {
                if (value instanceof UserConnection connection) {
                    connection.close(CloseCode.NORMAL);
                }
                return null;
            });
            return BoxedUnit.UNIT;
        };
    }
}

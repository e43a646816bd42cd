package wse.gatling.internal;

import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.session.Session;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import scala.Function1;
import scala.runtime.BoxedUnit;
import wse.config.Config;
import wse.config.Settings;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.engine.CloseCode;
import wse.engine.Endpoint;
import wse.engine.Printable;
import wse.load.LoadTarget;
import wse.plan.Share;

/** The engine, server and settings that the actions of scenarios with the same protocol share. Thread-safe. */
final class WseComponents implements ProtocolComponents {

    /** Only this process opens connections of this scenario. */
    private static final Share ALL = Share.whole(1);

    /** The message of a check may quote all that the server has sent. */
    private static final int MOST_SEARCHED = 16 * 1024;

    private final LoadTarget target;
    private final Config config;
    private final UserFigures figures;
    private final Tally tally;
    private final AtomicInteger connections = new AtomicInteger();

    WseComponents(LoadTarget target, Config config, UserFigures figures, Tally tally) {
        this.target = target;
        this.config = config;
        this.figures = figures;
        this.tally = tally;
    }

    Tally tally() {
        return tally;
    }

    UserFigures figures() {
        return figures;
    }

    /** Longest time from the TCP connection to the ready message. */
    Duration readyTimeout() {
        return config.connect().readyTimeout();
    }

    /** Longest time from a ping to its answer. */
    Duration pongTimeout() {
        return config.get(Settings.PONG_TIMEOUT);
    }

    Dialect dialect() {
        return target.dialect();
    }

    /** Words of a server or of a scenario as they may be shown: one line of at most 200 characters, without secrets. */
    String shown(String words) {
        String redacted = words.length() <= MOST_SEARCHED
                ? config.redact(words)
                : config.redactBeginning(words.substring(0, MOST_SEARCHED));
        return Printable.of(redacted);
    }

    /**
     * A connection that is still to be made. Event loops, users and the addresses of client and server are used in turn.
     *
     * @throws IllegalStateException if there is no user left for it
     */
    UserConnection newConnection(EventLoop user) {
        int number = connections.getAndIncrement() & Integer.MAX_VALUE;
        requireUser(number);
        EventLoop loop =
                target.client().loops().get(number % target.client().loops().size());
        int server = ALL.serverTurn(number, target.sources().size(), target.servers());
        String address = target.servers() == 1 ? "" : target.serverName(server);
        Endpoint endpoint = target.endpoint(number, server);
        SocketAddress source = target.source(number, endpoint);
        return new UserConnection(
                user,
                loop,
                dialect(),
                dialect().conversation(number),
                new UserConnection.Place(address, figures),
                connection -> target.client().connect(loop, endpoint, source, connection.listener(), connection));
    }

    private void requireUser(int number) {
        Users users = config.target().users();
        if (!users.isEmpty() && !users.areReused() && number >= users.count()) {
            throw new IllegalStateException("each connection needs a row of wse.users, which has " + users.count()
                    + "; add rows, or give wse.usersReuse=true");
        }
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

package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import wse.dialect.Dialect;
import wse.dialect.Dialect.Inbound;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.measure.LiveOutcomes;
import wse.measure.Outcome;
import wse.plan.Ramp;
import wse.plan.Schedule;

/**
 * A tier's connections on one event loop: brings them up as the ramp says, remembers what became of each, takes them
 * down. Confined to that event loop.
 */
final class LoopLinks implements ConnectionListener {

    private static final int CLOSE_NORMAL = 1000;

    private final LoadTarget target;
    private final Dialect dialect;
    private final EventLoop loop;
    private final Ramp ramp;
    private final int window;
    private List<Link> links;
    private final RampRecorders recorders;
    /** Reused for every connection; null if the dialect has none. */
    private final ByteBuf hello;

    private final Queue<Link> awaitingReady = new ArrayDeque<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<Void> down = new CompletableFuture<>();
    private final Turns turns;
    private LiveOutcomes live;
    private Schedule schedule;
    private Pinger pinger;
    /** Null while what stands is not kept alive. */
    private StandingPings standingPings;
    /** Null while nobody is told that what stands is there. */
    private SignsOfLife signsOfLife;
    /** Null while nothing but pings is on its way. */
    private Traffic traffic;

    private int next;
    private int unresolved;
    private int standing;
    private long hellos;
    private boolean pumpArmed;
    private boolean sweepArmed;
    private boolean goingDown;

    LoopLinks(LoadTarget target, EventLoop loop, Ramp ramp, int window, List<Link> links, RampRecorders recorders) {
        this.target = target;
        this.dialect = target.dialect();
        this.loop = loop;
        this.turns = new Turns(loop, this::failed);
        this.ramp = ramp;
        this.window = window;
        this.links = links;
        this.recorders = recorders;
        this.hello = dialect.hello() == null ? null : Unpooled.wrappedBuffer(dialect.hello());
        this.unresolved = links.size();
    }

    /** Begins to connect. The future completes on the loop, when every link is ready or failed. */
    CompletableFuture<Void> up(long startNanos) {
        schedule = ramp.schedule().shiftedBy(startNanos);
        pump();
        return up;
    }

    private void pump() {
        pumpArmed = false;
        for (int budget = Turns.PER_TURN; budget > 0 && mayConnect(); budget--) {
            connect(links.get(next++));
        }
        if (next < links.size() && !windowIsFull()) {
            armPump(schedule.intendedNanos(links.get(next).index));
        }
    }

    private boolean mayConnect() {
        return next < links.size()
                && !windowIsFull()
                && schedule.intendedNanos(links.get(next).index) - System.nanoTime() <= 0;
    }

    private boolean windowIsFull() {
        int inFlight = next - (links.size() - unresolved);
        return window > 0 && inFlight >= window;
    }

    private void failed(RuntimeException failure) {
        up.completeExceptionally(failure);
        down.completeExceptionally(failure);
    }

    private void armPump(long atNanos) {
        if (!pumpArmed) {
            pumpArmed = true;
            turns.at(atNanos, this::pump);
        }
    }

    private void connect(Link link) {
        link.intendedNanos = schedule.intendedNanos(link.index);
        link.connectNanos = System.nanoTime();
        recorders.begun(link);
        standing++;
        SocketAddress source = target.source(ramp.share().sourceTurn(link.index));
        target.client().connect(loop, target.endpoint(), source, this, link);
    }

    @Override
    public void onConnected(Connection connection) {
        Link link = link(connection);
        link.connection = connection;
        link.readyDeadlineNanos = System.nanoTime() + ramp.readyTimeout().toNanos();
        awaitingReady.add(link);
        armSweep(link.readyDeadlineNanos);
    }

    @Override
    public void onOpen(Connection connection) {
        if (dialect.readyOnUpgrade()) {
            ready(link(connection), System.nanoTime());
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        Link link = link(connection);
        if (traffic != null && traffic.onMessage(link, payload, text, receivedNanos)) {
            return;
        }
        Inbound inbound = dialect.classify(payload, text);
        if (inbound == Inbound.PONG && pinger != null) {
            pinger.onPong(link, dialect.pongId(payload), receivedNanos);
        } else if (inbound == Inbound.READY && !link.isResolved()) {
            ready(link, receivedNanos);
        } else if (inbound == Inbound.AUTH_ERROR) {
            fail(link, Outcome.AUTH_REJECTED);
        }
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (pinger != null && payload.readableBytes() == Long.BYTES) {
            pinger.onPong(link(connection), payload.getLong(payload.readerIndex()), receivedNanos);
        }
    }

    @Override
    public void onReadComplete(Connection connection) {
        if (traffic != null) {
            traffic.onReadComplete(link(connection));
        }
    }

    @Override
    public void onFull(Connection connection) {
        if (traffic != null) {
            traffic.onFull(link(connection));
        }
    }

    @Override
    public void onWritable(Connection connection) {
        if (traffic != null) {
            traffic.onWritable(link(connection));
        }
    }

    private void ready(Link link, long nowNanos) {
        link.ready = true;
        recorders.ready(link, nowNanos);
        if (hello != null) {
            hellos++;
            link.connection.sendText(hello.readerIndex(0).retain());
        }
        if (standingPings != null) {
            standingPings.onUp(link);
        }
        if (signsOfLife != null) {
            signsOfLife.onUp(link);
        }
        resolve(link, Outcome.OK, nowNanos);
    }

    private void resolve(Link link, Outcome outcome, long nowNanos) {
        link.outcome = outcome;
        live.add(outcome, 1);
        recorders.samples().add(link.connectNanos, nowNanos, outcome);
        unresolved--;
        if (unresolved == 0) {
            up.complete(null);
        } else if (window > 0 && next < links.size()) {
            armPump(nowNanos);
        }
    }

    /** Ends a link for a reason of ours to name; the connection goes at once. */
    private void fail(Link link, Outcome outcome) {
        lose(link, outcome);
        link.connection.abort();
    }

    private void lose(Link link, Outcome outcome) {
        if (!link.isResolved()) {
            resolve(link, outcome, System.nanoTime());
        } else if (link.outcome.isOk() && !link.closing) {
            link.outcome = outcome;
            live.lost(outcome);
            if (traffic != null) {
                traffic.onLost(link);
            }
            if (pinger != null) {
                pinger.onLost(link);
            }
        }
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        Link link = link(connection);
        lose(link, Outcomes.of(why));
        link.connection = null;
        standing--;
        if (goingDown) {
            downIfNoneStands();
        }
    }

    private void armSweep(long deadlineNanos) {
        if (!sweepArmed) {
            sweepArmed = true;
            turns.at(deadlineNanos, this::sweep);
        }
    }

    /** Deadlines stand in the order of the queue, since all links have the same time-out. */
    private void sweep() {
        sweepArmed = false;
        long now = System.nanoTime();
        for (Link link = awaitingReady.peek(); link != null; link = awaitingReady.peek()) {
            if (!link.isResolved() && link.readyDeadlineNanos - now > 0) {
                armSweep(link.readyDeadlineNanos);
                return;
            }
            awaitingReady.remove();
            if (!link.isResolved()) {
                fail(link, Outcome.READY_TIMEOUT);
            }
        }
    }

    /** Closes what stands, with the closing handshake. The future completes on the loop, when all are gone. */
    CompletableFuture<Void> down() {
        goingDown = true;
        links.forEach(link -> link.closing = true);
        turns.each(links, LoopLinks::close, this::downIfNoneStands);
        return down;
    }

    private static void close(Link link) {
        if (link.connection != null) {
            link.connection.close(CLOSE_NORMAL);
        }
    }

    private void downIfNoneStands() {
        if (standing == 0) {
            down.complete(null);
        }
    }

    /** Keeps only what is up: what became of the others has been told. To be called between two phases. */
    void forgetLost() {
        links = links.stream().filter(Link::isUp).toList();
        next = links.size();
        hellos = 0;
    }

    private static Link link(Connection connection) {
        return (Link) connection.attachment();
    }

    void pinger(Pinger newPinger) {
        pinger = newPinger;
    }

    void live(LiveOutcomes newLive) {
        live = newLive;
    }

    /** @param pings to be told of each link that comes up; null for none */
    void standingPings(StandingPings pings) {
        standingPings = pings;
    }

    /** @param interval between two of a link; to be called before the first link comes up */
    SignsOfLife showSignsOfLife(Duration interval) {
        signsOfLife = new SignsOfLife(this, dialect.signOfLife(), interval, turns);
        return signsOfLife;
    }

    void traffic(Traffic newTraffic) {
        traffic = newTraffic;
    }

    EventLoop loop() {
        return loop;
    }

    /** In the order of their indices. */
    List<Link> links() {
        return links;
    }

    long hellos() {
        return hellos;
    }

    SampleLog samples() {
        return recorders.samples();
    }
}

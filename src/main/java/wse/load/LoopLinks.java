package wse.load;

import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.engine.Endpoint;
import wse.measure.AddressFigures;
import wse.measure.LiveOutcomes;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.plan.Ramp;

/** A tier's connections on one event loop, from the first connect to the last close. Confined to that event loop. */
final class LoopLinks {

    private final LoadTarget target;
    private final EventLoop loop;
    private final Ramp ramp;
    private final RampRecorders recorders;
    private final LoopTasks tasks;
    private final RampUp rampUp;
    private final TakeDown takeDown;
    private final LinkBook book;
    private final LinkListener listener;
    private List<Link> links;

    /** @param window the most handshakes in flight on this loop; 0 for no limit */
    LoopLinks(Stage stage, EventLoop loop, Ramp ramp, int window, List<Link> links, RampRecorders recorders) {
        this.tasks = new LoopTasks(loop, this::abandon);
        this.target = stage.target();
        this.loop = loop;
        this.ramp = ramp;
        this.links = links;
        this.recorders = recorders;
        this.rampUp = new RampUp(links, ramp, window, tasks, this::connect);
        this.takeDown = new TakeDown(tasks);
        this.book = new LinkBook(recorders, rampUp, stage.live());
        this.listener = new LinkListener(target.dialect(), ramp, tasks, book, takeDown);
    }

    private void abandon(RuntimeException failure) {
        rampUp.fail(failure);
        takeDown.fail(failure);
    }

    /** Starts to connect. The future completes on the loop when every link is ready or has failed. */
    CompletableFuture<Void> up(long startNanos) {
        return rampUp.start(startNanos);
    }

    private void connect(Link link) {
        link.connectNanos = System.nanoTime();
        recorders.begun(link);
        takeDown.begun();
        Endpoint endpoint = target.endpoint(link.user, link.server);
        SocketAddress source = target.source(ramp.share().sourceTurn(link.index), endpoint);
        target.client().connect(loop, endpoint, source, listener, link);
    }

    /** Closes all connections with the closing handshake. The future completes on the loop when all are gone. */
    CompletableFuture<Void> down() {
        return takeDown.start(links);
    }

    /**
     * Starts a new step with the connections that are up: forgets all others, counts outcomes in {@code live} from now on,
     * and counts hellos from 0.
     */
    void enter(LiveOutcomes live) {
        links = up();
        listener.forgetHellos();
        book.countInto(live);
    }

    /** Passes pongs to this receiver from now on. */
    void pongsTo(PongReceiver pongs) {
        listener.pongsTo(pongs);
    }

    /** Reports each link that becomes ready to {@code keepAlive} from now on. */
    void keptAliveBy(KeepAlive keepAlive) {
        listener.keptAliveBy(keepAlive);
    }

    /** A connection that is still open has failed, for example because it does not answer. */
    void fail(Link link, Outcome outcome) {
        book.lost(link, outcome, OutcomeDetail.NONE);
    }

    LoadTarget target() {
        return target;
    }

    /** For tasks on this loop; if one fails, the ramp and the close fail too. */
    LoopTasks tasks() {
        return tasks;
    }

    EventLoop loop() {
        return loop;
    }

    /** All links, ordered by index. */
    List<Link> links() {
        return links;
    }

    /** The links that are up now, ordered by index. */
    List<Link> up() {
        return links.stream().filter(Link::isUp).toList();
    }

    /** How the links that are up may compress a message for all of them; see {@link CommonWindow}. */
    CommonWindow window() {
        return up().stream().map(CommonWindow::of).reduce(CommonWindow.ANY, CommonWindow::and);
    }

    /** Counts the outcome of every link, with its details. */
    void countOutcomes(OutcomeCounts outcomes) {
        links.forEach(link -> outcomes.count(link.outcome));
        book.explain(outcomes);
    }

    /** The figures of each of the server's addresses; empty if there is only one. */
    List<AddressFigures> addresses() {
        List<AddressFigures> addresses = recorders.addresses(target);
        if (!addresses.isEmpty()) {
            links.forEach(link -> addresses.get(link.server).outcomes().count(link.outcome));
        }
        return addresses;
    }

    long hellos() {
        return listener.hellos();
    }

    SampleLog samples() {
        return recorders.samples();
    }
}

package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import wse.engine.FrameBlock;
import wse.measure.FloodAccount;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.plan.Decoding;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Masking;

/**
 * One loop's part of a flood, from the first message to the last confirmation. Confined to that event loop; the figures
 * may be read when {@link #start} has completed.
 */
abstract class Flood implements Traffic {

    final FloodPlan plan;
    final EventLoop loop;
    /** The links that were up when the flood began. */
    final List<Link> links;

    final FloodMessage message;
    final SampleLog samples = new SampleLog("confirm");
    final OutcomeCounts outcomes = new OutcomeCounts();
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final Turns turns;
    private final LoadTarget target;
    private final LoopLinks loopLinks;
    private final FloodDecoder decoder;
    FrameBlock block;
    long startNanos;
    long lastSendNanos;
    long lastConfirmedNanos;
    long writes;
    private boolean over;

    Flood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message) {
        this.target = target;
        this.loopLinks = loopLinks;
        this.plan = plan;
        this.message = message;
        this.loop = loopLinks.loop();
        this.turns = new Turns(loop, done::completeExceptionally);
        this.links = loopLinks.links().stream().filter(Link::isUp).toList();
        this.decoder = plan.flow().decoding() == Decoding.PAYLOADS ? new FloodDecoder(message) : null;
    }

    /** Begins to send. The future completes on the loop, when every link has its outcome. */
    final CompletableFuture<Void> start(long newStartNanos) {
        startNanos = newStartNanos;
        lastSendNanos = newStartNanos;
        lastConfirmedNanos = newStartNanos;
        block = target.client()
                .newFrameBlock(
                        loop,
                        message.isText(),
                        message.bytes(),
                        framesPerWrite(),
                        plan.flow().masking() == Masking.FRESH);
        links.forEach(link -> link.flood = new FloodLink(startNanos));
        loopLinks.traffic(this);
        turns.at(endNanos(), this::end);
        begin();
        return done.whenComplete((nothing, failure) -> release());
    }

    /** Frames that one write may take. */
    int framesPerWrite() {
        int frames = plan.flow().framesPerWrite();
        return frames == Flow.BLOCK ? FrameBlock.framesPerBlock(message.length()) : frames;
    }

    private void release() {
        links.forEach(link -> {
            if (link.connection != null) {
                settle(link);
            }
        });
        loopLinks.traffic(null);
        block.close();
        if (decoder != null) {
            decoder.close();
        }
    }

    abstract void begin();

    /** The time is up: nothing more is sent, and what was sent is to be confirmed. */
    abstract void finish();

    private void end() {
        over = true;
        long now = System.nanoTime();
        links.forEach(link -> link.flood.ended(now));
        finish();
    }

    final long endNanos() {
        return startNanos + plan.duration().toNanos();
    }

    final boolean isOver() {
        return over;
    }

    /** Whether a message is one of the flood's, taken apart as far as the plan asks for. */
    final boolean receive(Link link, ByteBuf payload, boolean text) {
        if (link.flood == null || !message.matches(payload, text)) {
            return false;
        }
        link.flood.received++;
        if (decoder != null) {
            decoder.decode(payload, text);
        }
        return true;
    }

    /**
     * Sends frames of the block, in one write after the other; returns how many writes there were.
     *
     * @param frames of one write
     */
    final int send(Link link, int frames, int mostWrites, long nowNanos) {
        int sent = link.connection.sendFrames(block, frames, mostWrites);
        if (sent > 0) {
            writes += sent;
            link.flood.written += (long) sent * frames;
            lastSendNanos = nowNanos;
        }
        return sent;
    }

    @Override
    public final void onFull(Link link) {
        if (link.flood != null) {
            link.flood.blocked(System.nanoTime());
        }
    }

    @Override
    public void onLost(Link link) {
        if (link.flood != null) {
            link.flood.ended(System.nanoTime());
            settle(link);
        }
    }

    private void settle(Link link) {
        link.flood.unsent(link.connection.unsentBytes(), block.frameBytes());
    }

    /**
     * What the flood has given, without hellos and pings. Before it is over, for this loop to ask: what is on its way over a
     * connection that stands is neither confirmed nor lost then.
     */
    final FloodAccount account() {
        long now = System.nanoTime();
        long received = sum(link -> link.flood.received);
        return new FloodAccount(
                messages(),
                Duration.ofNanos(lastConfirmedNanos - startNanos),
                new FloodUse(
                        Duration.ofNanos(lastSendNanos - startNanos),
                        sum(link -> link.flood.blockedNanos(now)),
                        sum(link -> link.flood.tookNanos(now)),
                        writes,
                        received,
                        received * message.length(),
                        malformed()));
    }

    /** Messages of the links. */
    abstract Messages messages();

    final Messages messages(ToLongFunction<Link> sent, ToLongFunction<Link> got) {
        long all = sum(sent);
        long onTheirWay = sum(link -> isOpen(link) ? sent.applyAsLong(link) - got.applyAsLong(link) : 0);
        return new Messages(all, sum(got), all * message.length(), 0).withUnknown(onTheirWay);
    }

    private long sum(ToLongFunction<Link> figure) {
        return links.stream().mapToLong(figure).sum();
    }

    /** Messages of a link that its socket has taken. */
    final long sent(Link link) {
        return link.connection == null
                ? link.flood.written
                : link.flood.sent(link.connection.unsentBytes(), block.frameBytes());
    }

    /** Whether messages that are not confirmed may be still. */
    private boolean isOpen(Link link) {
        return !done.isDone() && link.isUp() && !link.flood.isAnswered();
    }

    /** Messages received that could not be decoded. */
    long malformed() {
        return decoder == null ? 0 : decoder.malformed();
    }
}

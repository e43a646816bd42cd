package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import wse.config.Decoding;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.PayloadDecoder;
import wse.engine.FrameBlock;
import wse.engine.KnownFrames;
import wse.measure.FloodAccount;
import wse.measure.FloodUse;
import wse.measure.LoopCounts;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.plan.FloodPlan;

/**
 * One event loop's part of a flood, from the first message to the last confirmation. Confined to that event loop; the
 * figures may be read when the future of {@link #start} has completed.
 *
 * @param <L> the state that is kept for each link
 */
abstract class Flood<L extends FloodLink> {

    final FloodPlan plan;
    final FloodMessages messages;
    final LoopTasks tasks;
    final SampleLog samples = new SampleLog("confirm");
    final OutcomeCounts outcomes = new OutcomeCounts();
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final FrameBlock block;
    final long startNanos;
    private final LoopCounts live;
    private final LoopLinks loopLinks;
    final Dialect dialect;
    /** Whether the server answers the messages instead of sending them back. */
    private final boolean acknowledged;

    private final PayloadDecoder decoder;
    private final KnownFrames frames;
    private final WrongCounts wrong = new WrongCounts();
    private final long endNanos;
    /** The links that were up when the flood began. */
    List<L> links = List.of();

    long lastSendNanos;
    long lastConfirmedNanos;
    long writes;
    private long malformed;
    private boolean over;

    /** @param framesPerWrite the most frames in one write */
    Flood(LoopLinks loopLinks, FloodSetup setup, int framesPerWrite) {
        this.loopLinks = loopLinks;
        this.plan = setup.plan();
        this.messages = setup.messages();
        this.startNanos = setup.startNanos();
        this.live = setup.live().newLoop();
        this.endNanos = setup.endNanos();
        this.lastSendNanos = startNanos;
        this.lastConfirmedNanos = startNanos;
        this.tasks = new LoopTasks(loopLinks.loop(), done::completeExceptionally);
        this.dialect = loopLinks.target().dialect();
        this.acknowledged = dialect.acknowledgesFloods();
        this.decoder = decoder(dialect, plan.flow().decoding());
        this.frames = messages.frames();
        this.block = loopLinks
                .target()
                .client()
                .newFrameBlock(
                        loopLinks.loop(),
                        messages.contents(),
                        framesPerWrite,
                        plan.flow().masking() == Masking.FRESH);
    }

    private static PayloadDecoder decoder(Dialect dialect, Decoding decoding) {
        return decoding == Decoding.PAYLOADS ? dialect.newDecoder().orElse(PayloadDecoder.NONE) : PayloadDecoder.NONE;
    }

    /** Starts to send. The future completes on the loop when the flood is over on every link. */
    final CompletableFuture<Void> start() {
        links = loopLinks.up().stream().map(this::newLink).toList();
        links.forEach(each -> each.link.traffic = each);
        tasks.at(endNanos, this::end);
        begin();
        return done.whenComplete((nothing, failure) -> release());
    }

    abstract L newLink(Link link);

    private void release() {
        links.forEach(each -> {
            each.settle();
            each.link.traffic = LinkTraffic.NONE;
        });
        block.close();
        decoder.close();
    }

    abstract void begin();

    /** The time is up: stops sending, and waits until the messages already sent are confirmed. */
    abstract void finish();

    private void end() {
        over = true;
        long now = System.nanoTime();
        links.forEach(each -> each.end(now));
        finish();
    }

    final long endNanos() {
        return endNanos;
    }

    final boolean isOver() {
        return over;
    }

    /**
     * Counts the complete frames with the expected messages at the beginning of the buffer, and decodes the messages if the
     * plan says so. Stops before a message that is malformed.
     *
     * @param index the first message that is expected
     * @param most the most frames to look for
     */
    final int receiveFrames(L each, ByteBuf in, int index, int most) {
        int known = acknowledged ? 0 : frames.count(in, index, most);
        int count = decoder == PayloadDecoder.NONE ? known : decodable(in, known);
        each.received += count;
        each.receivedBytes += (long) count * messages.length();
        return count;
    }

    /**
     * Decodes the messages of this many complete frames, but stops at the first one that is malformed. Returns how many
     * were well-formed.
     */
    private int decodable(ByteBuf in, int known) {
        int begin = in.readerIndex();
        int limit = in.writerIndex();
        int count = 0;
        boolean decoded = true;
        while (decoded && count < known) {
            int end = begin + (count + 1) * frameBytes();
            in.setIndex(end - messages.length(), end);
            decoded = decoder.decode(in, messages.text());
            count += decoded ? 1 : 0;
        }
        in.setIndex(begin, limit);
        return count;
    }

    final int frameBytes() {
        return frames.frameBytes();
    }

    /** Whether a received message is this message of the flood. */
    final boolean isMessage(int index, ByteBuf payload, boolean text) {
        return dialect.isFloodMessage(messages.get(index), payload, text);
    }

    /** Counts a message of the flood, and decodes it if the plan says so. Returns false if it is malformed. */
    final boolean receive(L each, ByteBuf payload, boolean text) {
        each.received++;
        each.receivedBytes += payload.readableBytes();
        boolean decoded = decoder.decode(payload, text);
        if (!decoded) {
            malformed++;
        }
        return decoded;
    }

    /**
     * Counts a message that does not belong to this flood: one from another client, or a garbled one. A message that
     * does not resemble those of the flood is ignored.
     *
     * @return whether the message is garbled
     */
    final boolean isGarbled(L each, ByteBuf payload, boolean text) {
        if (acknowledged || !messages.get(0).resembles(payload, text)) {
            return false;
        }
        receive(each, payload, text);
        boolean foreign = messages.isNumberedLikeThese(payload, text) && isDecodable(payload, text);
        count(foreign ? Wrong.FOREIGN : Wrong.GARBLED, each, 1);
        return !foreign;
    }

    private boolean isDecodable(ByteBuf payload, boolean text) {
        try (PayloadDecoder judge = dialect.newDecoder().orElse(PayloadDecoder.NONE)) {
            return judge.decode(payload, text);
        }
    }

    /** Counts confirmed messages of a link, and notes when the last one was confirmed. */
    final void confirm(L each, long count, long nowNanos) {
        each.confirmed += count;
        live.confirmed(count);
        lastConfirmedNanos = nowNanos;
    }

    final void count(Wrong what, L each, long times) {
        wrong.add(what, times);
        if (times > 0 && each.fault.isOk()) {
            each.fault = what.outcome();
        }
    }

    /**
     * Sends frames of the block.
     *
     * @param from index of the first frame
     * @param frames frames per write
     * @return the number of writes made
     */
    final int send(L each, int from, int frames, int mostWrites, long nowNanos) {
        int sent = each.link.connection().sendFrames(block, from, frames, mostWrites);
        if (sent > 0) {
            writes += sent;
            each.wrote(from, frames, sent);
            lastSendNanos = nowNanos;
        }
        return sent;
    }

    /**
     * The figures of the flood, without hellos and pings. While the flood is running, call this only on the loop; messages
     * in flight on a connection that is up then count as neither confirmed nor lost.
     */
    final FloodAccount account() {
        long now = System.nanoTime();
        return new FloodAccount(
                messages(),
                Duration.ofNanos(lastConfirmedNanos - startNanos),
                new FloodUse(
                        Duration.ofNanos(lastSendNanos - startNanos),
                        sum(each -> each.blockedNanos(now)),
                        sum(each -> each.tookNanos(now)),
                        writes,
                        sum(each -> each.received),
                        sum(each -> each.receivedBytes),
                        malformed,
                        wrong.figures()));
    }

    /** The messages of all links. */
    abstract Messages messages();

    final Messages messages(ToLongFunction<FloodLink> sent, ToLongFunction<FloodLink> confirmed) {
        return messages(sent, confirmed, sum(sent) * messages.length());
    }

    final Messages messages(ToLongFunction<FloodLink> sent, ToLongFunction<FloodLink> confirmed, long bytes) {
        long inFlight = sum(each -> isOpen(each) ? each.unconfirmed() : 0);
        return new Messages(sum(sent), sum(confirmed), bytes, 0).withUnknown(inFlight);
    }

    private boolean isOpen(FloodLink each) {
        return !done.isDone() && each.awaitsConfirmation();
    }

    final long sum(ToLongFunction<FloodLink> figure) {
        return links.stream().mapToLong(figure).sum();
    }

    final EventLoop loop() {
        return loopLinks.loop();
    }
}

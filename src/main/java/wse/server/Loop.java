package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import wse.dialect.ClientMessages;
import wse.dialect.Utf8;

/**
 * State that the connections of one event loop share: scratch memory, decoders, counts, and one timer. Confined to that
 * event loop.
 */
final class Loop implements AutoCloseable {

    /** Ticks per interval: keep-alive pings and idle closes are late by at most this fraction of their interval. */
    private static final int SWEEPS_PER_INTERVAL = 10;

    private static final long SHORTEST_TICK_MILLIS = 5;
    private static final long LONGEST_TICK_MILLIS = 1_000;

    final Service service;
    final ClientMessages decoder;
    final Utf8 utf8 = new Utf8();

    /** Scratch memory for one outbound payload at a time. */
    final ByteBuf text = Unpooled.buffer(1024);

    /** Scratch memory for one compressed payload at a time. */
    final ByteBuf deflated = Unpooled.buffer(1024);

    /**
     * Compressors that all connections share whose outbound messages do not refer to earlier ones. The index is the
     * size of the window in bits; an element is empty until a connection needs it.
     */
    private final List<Optional<Deflation>> deflations =
            new ArrayList<>(Collections.nCopies(CompressionTerms.MOST_BITS + 1, Optional.empty()));

    /**
     * Decompressor that all connections share whose inbound messages do not refer to earlier ones; empty until one of
     * them needs it. Its state must be forgotten after each message.
     */
    private Optional<Inflation> inflation = Optional.empty();

    /** The keep-alive ping of one tick, the same for all connections. */
    private final ByteBuf keepAlive = Unpooled.buffer(128);

    private int keepAliveMillis;

    /** The blocks that connections with {@link Duty#SEND} send. */
    final Blocks blocks = new Blocks();

    final Turns turns;

    private final EventExecutor executor;

    private final long startNanos;
    private final MessageDigest sha1;

    /** Messages received since the last {@link #publish()}. */
    private int messages;

    private long bytes;

    private byte[] plain = new byte[4096];

    /** In no particular order. */
    private final List<LoopMember> members = new ArrayList<>();

    Loop(Service service, EventExecutor executor) {
        this(service, executor, System.nanoTime());
    }

    /** @param startNanos when the loop was created ({@link System#nanoTime()}) */
    Loop(Service service, EventExecutor executor, long startNanos) {
        this.service = service;
        this.startNanos = startNanos;
        this.executor = executor;
        this.turns = new Turns(executor);
        this.decoder = new ClientMessages(service.options().limits().maxMessageBytes());
        try {
            this.sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Starts the timer. */
    void start() {
        ServerOptions.Limits limits = service.options().limits();
        long shortest = Stream.of(
                        limits.pingInterval(),
                        limits.idleTimeout(),
                        limits.handshakes().timeout())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        long tick = Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, shortest / SWEEPS_PER_INTERVAL));
        executor.scheduleAtFixedRate(this::sweep, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** Milliseconds since the loop was created, plus 1. Wraps every 49.7 days: times must be subtracted, not compared. */
    int nowMillis() {
        return 1 + (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** Counts received messages and the bytes of their payloads. */
    void count(int moreMessages, long moreBytes) {
        messages += moreMessages;
        bytes += moreBytes;
    }

    /** Adds the counts to the server's counters. Returns whether there was anything to add. */
    boolean publish() {
        if (messages == 0) {
            return false;
        }
        service.counters().messages.add(messages);
        service.counters().bytes.add(bytes);
        messages = 0;
        bytes = 0;
        return true;
    }

    /** The keep-alive ping for this time on the loop's clock. */
    ByteBuf keepAlive(int nowMillis) {
        if (keepAliveMillis != nowMillis) {
            keepAliveMillis = nowMillis;
            service.messages().writeKeepAlive(keepAlive.clear(), service.time().instant());
        }
        return keepAlive;
    }

    /** Scratch memory for the unmasked payload of the message that is being read. */
    byte[] plain(int length) {
        if (plain.length < length) {
            plain = new byte[Math.max(length, 2 * plain.length)];
        }
        return plain;
    }

    Deflation deflation(int windowBits) {
        if (deflations.get(windowBits).isEmpty()) {
            deflations.set(windowBits, Optional.of(Deflation.of(windowBits)));
        }
        return deflations.get(windowBits).orElseThrow();
    }

    Inflation inflation() {
        if (inflation.isEmpty()) {
            inflation = Optional.of(new Inflation());
        }
        return inflation.get();
    }

    MessageDigest sha1() {
        return sha1;
    }

    void join(LoopMember member) {
        member.position = members.size();
        members.add(member);
    }

    /** The last member takes the place of the one that leaves. */
    void leave(LoopMember member) {
        LoopMember last = members.remove(members.size() - 1);
        if (last != member) {
            members.set(member.position, last);
            last.position = member.position;
        }
    }

    private void sweep() {
        int now = nowMillis();
        forEachMember(member -> member.sweep(now));
    }

    /**
     * Goes backwards: if a member leaves during its own visit, the one that takes its place has already been visited.
     */
    private void forEachMember(Consumer<LoopMember> visit) {
        for (int i = members.size() - 1; i >= 0; i--) {
            visit.accept(members.get(i));
        }
    }

    /**
     * Sends a close frame to all clients and closes all channels, even if a client does not read. This is not left to Netty,
     * because a busy event loop of Netty 4.2.14 may shut down without closing its channels.
     */
    void end() {
        forEachMember(LoopMember::stop);
        forEachMember(member -> member.channel.close());
    }

    @Override
    public void close() {
        deflations.forEach(each -> each.ifPresent(Deflation::end));
        inflation.ifPresent(Inflation::end);
        decoder.close();
    }
}

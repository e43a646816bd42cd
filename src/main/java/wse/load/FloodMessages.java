package wse.load;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.engine.FrameBlock;
import wse.engine.FrameContents;
import wse.engine.KnownFrames;
import wse.plan.Flow;

/**
 * The messages of a flood. If the server sends them back, they all have the same length, but different numbers. Each
 * link sends the messages of one range in turn. A range is at least three times as long as the number of messages in
 * flight, so that an echo that comes too late, too early or twice is noticed even if the link skips the end of the range
 * (see {@link FrameTurns}). Very long messages have shorter ranges. As long as there are enough ranges, no two links share one.
 * Immutable.
 */
final class FloodMessages {

    /** The most messages, unless one link needs more. Enough for 10 links with 16 messages in flight each. */
    private static final int MOST = 512;

    /** The range of a link that has only one message in flight. */
    private static final int LEAST_RANGE = 16;

    /** The most messages of a server that repeats them. Each of them is expected many times in succession. */
    private static final int MOST_REPEATED = 16;

    private static final int MOST_REPETITIONS = 32;

    /** The number of bytes that are read at once. More repetitions of a message would not be compared together. */
    private static final int REPEATED_BYTES = 1 << 16;

    /**
     * The frames of long messages take at most this much memory per event loop, which limits the number of different
     * messages.
     */
    private static final int MOST_BYTES = 1 << 20;

    /**
     * How many numbers are tried for each message, because a zlib message has the right length for only some of them.
     */
    private static final int TRIES = 8;

    /** The first message must be found within this many numbers. */
    private static final int FIRST_TRIES = 64;

    /** Far apart, so that every part of the number changes: 2^64 divided by the golden ratio. */
    private static final long STRIDE = 0x9e3779b97f4a7c15L;

    private final List<Payload> messages;
    private final FrameContents contents;
    private final int length;
    private final int range;
    /** How often each message is expected in succession. */
    private final int repetitions;

    private FloodMessages(FloodFrames frames, int range, int repetitions) {
        this.messages = frames.messages();
        this.contents = frames.contents();
        this.length =
                Math.toIntExact(messages.stream().mapToLong(Payload::length).sum() / messages.size());
        this.range = Math.min(range, messages.size());
        this.repetitions = repetitions;
    }

    /** A flood of one message, for messages that do not come back. */
    static FloodMessages same(Payload message, CommonWindow window) {
        return new FloodMessages(FloodFrames.of(List.of(message), window), 1, repetitions(message));
    }

    /**
     * A flood of several messages that do not come back, such as those of a file. They are repeated until they fill whole
     * writes.
     */
    static FloodMessages several(List<Payload> given, int framesPerWrite, CommonWindow window) {
        int writes = (given.size() + framesPerWrite - 1) / framesPerWrite;
        List<Payload> all = IntStream.range(0, writes * framesPerWrite)
                .mapToObj(i -> given.get(i % given.size()))
                .toList();
        return new FloodMessages(FloodFrames.of(all, window), 1, 1);
    }

    /** A flood of echoes of several messages, such as those of a file. All links send all of them. */
    static FloodMessages echoed(List<Payload> given, Flow flow, CommonWindow window) {
        int turns = (range(flow) + given.size() - 1) / given.size();
        List<Payload> all = IntStream.range(0, turns * given.size())
                .mapToObj(i -> given.get(i % given.size()))
                .toList();
        return new FloodMessages(FloodFrames.of(all, window), all.size(), 1);
    }

    private static int range(Flow flow) {
        return (int) Math.min(MOST_BYTES, Math.max(LEAST_RANGE, 3L * flow.inFlight()));
    }

    /** A flood of echoes. */
    static FloodMessages echoed(Payload message, Dialect dialect, Flow flow, CommonWindow window) {
        int range = range(flow);
        List<Payload> numbered = different(message, dialect, flow, Math.max(MOST, range));
        return new FloodMessages(FloodFrames.of(numbered, window), range, 1);
    }

    /** A flood that the server sends: it repeats the one message that each connection has sent. */
    static FloodMessages repeated(Payload message, Dialect dialect, Flow flow, CommonWindow window) {
        List<Payload> numbered = different(message, dialect, flow, MOST_REPEATED);
        return new FloodMessages(FloodFrames.of(numbered, window), 1, repetitions(message));
    }

    private static int repetitions(Payload message) {
        return Math.max(1, Math.min(MOST_REPETITIONS, REPEATED_BYTES / FrameBlock.frameBytes(message.length())));
    }

    /**
     * Messages with different numbers; the message itself if it cannot be numbered. The first number is random, so that other
     * processes and runs use other numbers.
     */
    private static List<Payload> different(Payload message, Dialect dialect, Flow flow, int most) {
        int count = Math.min(most, Math.max(2, MOST_BYTES / FrameBlock.frameBytes(message.length())));
        List<Payload> all = new ArrayList<>();
        Set<ByteBuffer> seen = new HashSet<>();
        long first = ThreadLocalRandom.current().nextLong();
        for (long i = 0; all.size() < count && i < FIRST_TRIES + (long) TRIES * all.size(); i++) {
            Payload next = dialect.numbered(message, flow.format(), flow.jsonBytes(), first + i * STRIDE);
            if (next.length() == message.length() && seen.add(ByteBuffer.wrap(next.bytes()))) {
                all.add(next);
            }
        }
        return all.isEmpty() ? List.of(message) : all;
    }

    /** The frames in which a server sends these messages; each event loop needs its own. */
    KnownFrames frames() {
        return new KnownFrames(text(), bytes(), repetitions);
    }

    int repetitions() {
        return repetitions;
    }

    /** Length of each message in bytes; the mean if they have different lengths. */
    int length() {
        return length;
    }

    boolean text() {
        return messages.get(0).text();
    }

    /** What the client sends. */
    FrameContents contents() {
        return contents;
    }

    Payload get(int index) {
        return messages.get(index);
    }

    List<Payload> all() {
        return messages;
    }

    int size() {
        return messages.size();
    }

    List<byte[]> bytes() {
        return messages.stream().map(Payload::bytes).toList();
    }

    /** How many messages each link sends in turn. */
    int range() {
        return range;
    }

    /** Index of the first message of a link's range. */
    int firstOf(Link link) {
        return link.index % (messages.size() / range) * range;
    }

    /** The message that a frame of the flood's block holds. */
    int ofFrame(int frame) {
        return frame < messages.size() ? frame : frame % messages.size();
    }

    /** Whether a message is in the range of this link. */
    boolean isOf(Link link, int index) {
        int offset = index - firstOf(link);
        return offset >= 0 && offset < range;
    }

    /**
     * Whether a received message may belong to another client: it differs from these only where they differ from each
     * other.
     */
    boolean isNumberedLikeThese(ByteBuf received, boolean text) {
        byte[] ours = messages.get(0).bytes();
        if (text != text() || received.readableBytes() != ours.length) {
            return false;
        }
        return IntStream.range(0, ours.length)
                .allMatch(at -> received.getByte(received.readerIndex() + at) == ours[at] || isOfNumber(at));
    }

    private boolean isOfNumber(int at) {
        return messages.stream()
                .anyMatch(each -> each.bytes()[at] != messages.get(0).bytes()[at]);
    }

    /**
     * Index of the received message; the range of this link is searched first. -1 if it is none of these messages. If
     * the server answers messages instead of sending them back, only the range of this link is searched, because other
     * messages may arrive along with each answer.
     */
    int indexOf(ByteBuf received, boolean text, Dialect dialect, Link link) {
        int first = firstOf(link);
        int searched = dialect.acknowledgesFloods() ? range : messages.size();
        for (int i = 0; i < searched; i++) {
            int index = (first + i) % messages.size();
            if (dialect.isFloodMessage(messages.get(index), received, text)) {
                return index;
            }
        }
        return -1;
    }
}

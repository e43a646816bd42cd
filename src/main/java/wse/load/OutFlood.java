package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import wse.engine.Connection;
import wse.engine.FrameBlock;
import wse.measure.Messages;
import wse.measure.Outcome;

/**
 * A flood from client to server: links take turns, and each sends as long as its socket accepts data. About once a second, a
 * ping confirms everything that was sent before it, so that there are figures even if the server dies. The ping after the
 * last message confirms the rest.
 */
final class OutFlood extends PingedFlood<OutFlood.OutLink> {

    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Blocks written per turn of the loop: 0.4 ms at the 2.4 GB/s of bench/throughput.sh. */
    private static final int BLOCKS_PER_TURN = 16;

    /** If each write is one small frame, a block takes many system calls: 0.5 ms at the 0.66 M/s of bench/throughput.sh. */
    private static final int SMALL_BLOCKS_PER_TURN = 1;

    /**
     * Send buffer of a connection to this machine. Without a limit, hundreds of connections to a slow server queue gigabytes
     * in the kernel, and the server needs a minute to read them after the flood. Across a network, the buffer must hold what
     * is under way, so the kernel decides.
     */
    private static final int LOCAL_SEND_BUFFER = 256 << 10;

    /** Links whose sockets accept data. */
    private final Queue<OutLink> writable = new ArrayDeque<>();

    private boolean turnArmed;

    OutFlood(LoopLinks loopLinks, FloodSetup setup, Pinger pinger) {
        super(loopLinks, setup, setup.framesPerWrite(), pinger);
    }

    /** One link that sends. */
    final class OutLink extends PingedLink {

        private int nextFrame;
        private long nextCheckpointNanos;
        /** Whether this link waits for its turn. */
        private boolean queued;

        OutLink(Link link) {
            super(link, startNanos, block);
            nextFrame = block.reserve(block.framesPerWrite());
        }

        @Override
        public int onFrames(ByteBuf in, long receivedNanos) {
            return receiveFrames(this, in, 0, messages.repetitions()) * frameBytes();
        }

        /** Reads the messages that an echo server sends back, but does not count them as confirmations. */
        @Override
        public boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
            return isMessage(0, payload, text) && received(payload, text);
        }

        private boolean received(ByteBuf payload, boolean text) {
            receive(this, payload, text);
            return true;
        }

        @Override
        public void onWritable() {
            if (!isOver()) {
                unblocked(System.nanoTime());
                queue();
                armTurn();
            }
        }

        /**
         * Queues this link only once: the answer to a server's ping may fill the socket before the link's turn, and the
         * socket may drain again.
         */
        private void queue() {
            if (!queued) {
                queued = true;
                writable.add(this);
            }
        }

        private void takeTurn(int writes) {
            queued = false;
            if (link.isUp() && !link.connection().isWritable()) {
                link.connection().notifyWhenWritable();
            } else {
                sendAll(writes);
            }
        }

        /** Makes small writes on one link in succession, so that the kernel can combine them. */
        private void sendAll(int writes) {
            long now = System.nanoTime();
            boolean takesMore = link.isUp() && send(this, nextFrame, block.framesPerWrite(), writes, now) == writes;
            if (messages.size() > 1) {
                proceed();
            }
            if (now - nextCheckpointNanos >= 0 && mayPing()) {
                nextCheckpointNanos = now + CHECKPOINT_NANOS;
                ping(now);
            }
            if (takesMore && link.isUp()) {
                sendAgain();
            }
        }

        /** Goes on with the next messages, if the flood has different ones. */
        private void proceed() {
            int next = nextFrame + block.framesPerWrite();
            nextFrame = next + block.framesPerWrite() > block.frames() ? 0 : next;
        }

        private void sendAgain() {
            if (link.connection().isWritable()) {
                queue();
            } else {
                link.connection().notifyWhenWritable();
            }
        }

        private void ping(long now) {
            if (link.isUp()) {
                pinged(pinger.nextNumber());
                pinger.ping(link, now);
            }
        }

        @Override
        public void onPingResolved(long number, Outcome outcome) {
            long more = resolved(number, outcome.isOk());
            if (outcome.isOk()) {
                confirm(this, more, System.nanoTime());
            }
        }

        @Override
        public void onLost() {
            super.onLost();
            lost(this);
        }
    }

    @Override
    OutLink newLink(Link link) {
        return new OutLink(link);
    }

    @Override
    void beginFlow() {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).nextCheckpointNanos = startNanos + CHECKPOINT_NANOS * (i + 1) / links.size();
        }
        links.forEach(OutFlood::limitSendBuffer);
        if (writesPerVisit() > 1) {
            // Nagle's algorithm combines small writes that wait for the acknowledgement of earlier ones (RFC 1122,
            // 4.2.3.4).
            links.forEach(each -> each.link.connection().setOption(ChannelOption.TCP_NODELAY, false));
        }
        links.forEach(OutLink::queue);
        armTurn();
    }

    private static void limitSendBuffer(OutLink each) {
        Connection connection = each.link.connection();
        if (connection.endpoint().remote().getAddress().isLoopbackAddress()) {
            connection.setOption(ChannelOption.SO_SNDBUF, LOCAL_SEND_BUFFER);
        }
    }

    private void armTurn() {
        if (!turnArmed && !writable.isEmpty()) {
            turnArmed = true;
            tasks.next(this::turn);
        }
    }

    private int writesPerVisit() {
        return Math.max(1, FrameBlock.BYTES / block.bytes(0, block.framesPerWrite()));
    }

    private void turn() {
        turnArmed = false;
        int writes = writesPerVisit();
        int visits = writes > 1 ? SMALL_BLOCKS_PER_TURN : BLOCKS_PER_TURN;
        for (; visits > 0 && !isOver() && !writable.isEmpty(); visits--) {
            writable.remove().takeTurn(writes);
        }
        if (!isOver()) {
            armTurn();
        }
    }

    @Override
    void finish() {
        writable.clear();
        super.finish();
    }

    @Override
    void ask(OutLink each, long nowNanos) {
        each.link.connection().setOption(ChannelOption.TCP_NODELAY, true);
        each.ping(nowNanos);
    }

    @Override
    Messages messages() {
        return messages(FloodLink::sent, each -> each.confirmed, sum(FloodLink::sentBytes));
    }
}

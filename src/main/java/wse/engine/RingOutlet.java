package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends an open connection's frames through an io_uring ring, bypassing Netty's channel: one write of frames at a time,
 * which goes to the kernel at the end of the event loop's turn together with those of other connections. Anything else goes
 * through the channel, but not before the frames under way have been sent, so that it neither splits nor overtakes them.
 */
final class RingOutlet extends ChannelOutlet {

    /** Linux's number, asm-generic/errno-base.h. */
    private static final int EAGAIN = 11;

    private final RingSocket socket;
    private RingFrames ringFrames = RingFrames.NONE;

    /** Bytes of the write that is under way; 0 if no write is under way. */
    private int bytesUnderWay;

    /** Whether {@link ConnectionListener#onWritable} is due at the end of the write under way. */
    private boolean awaited;

    private boolean ended;

    /** Whether the channel is to be closed after the current write and those that are waiting. */
    private boolean closing;

    /** Buffers that have to wait because frames are under way. */
    private List<ByteBuf> deferred = List.of();

    RingOutlet(Connection connection, LoopState loop, ChannelWriter channel, IoUringSocketChannel netty) {
        super(connection, loop, channel);
        socket = new RingSocket(connection, this, netty);
    }

    private boolean isSending() {
        return bytesUnderWay > 0;
    }

    @Override
    boolean isWritable() {
        return !isSending() && !channel.isFull() && socket.isOpen();
    }

    @Override
    void notifyWhenWritable() {
        awaited = isSending();
    }

    @Override
    boolean isGathering() {
        return true;
    }

    @Override
    int unsentBytes() {
        return isSending() ? bytesUnderWay : channel.unsentBytes();
    }

    @Override
    void write(ByteBuf out) {
        if (isSending()) {
            defer(out);
        } else {
            channel.write(out);
        }
    }

    private void defer(ByteBuf out) {
        if (deferred.isEmpty()) {
            deferred = new ArrayList<>();
        }
        deferred.add(out);
    }

    /** Makes at most one write, because only one can be under way. */
    @Override
    int sendFrames(FrameBlock block, int from, int count, int writes) {
        block.check(from, count);
        if (!socket.isOpen()) {
            return 0;
        }
        requireWritable();
        if (!ringFrames.isOf(block)) {
            ringFrames.release();
            ringFrames = block.ringFrames(socket, loop);
        }
        socket.submit(ringFrames.next(from, count));
        bytesUnderWay = block.bytes(from, count);
        awaited = writes > 1;
        return 1;
    }

    /**
     * Called when the current write is complete.
     *
     * @param result how many bytes the socket took, or the negative error number
     */
    void sent(int result) {
        int missing = bytesUnderWay - Math.max(0, result);
        bytesUnderWay = 0;
        if (missing > 0) {
            sentInPart(ringFrames.rest(missing), result);
        }
        if (ended) {
            ringFrames.release();
        } else {
            writeDeferred();
            if (closing) {
                super.closeWhenWritten();
            }
            notifyWritable();
            if (!isSending()) {
                ringFrames.pause();
            }
        }
    }

    @Override
    void closeWhenWritten() {
        if (isSending()) {
            closing = true;
        } else {
            super.closeWhenWritten();
        }
    }

    private void sentInPart(ByteBuf rest, int result) {
        boolean full = result >= 0 || result == -EAGAIN;
        if (full && channel.isOpen()) {
            channel.writeRest(rest);
            return;
        }
        channel.lose(rest);
        if (!full) {
            connection.failed(RingSocket.failure("send", result));
        }
    }

    private void writeDeferred() {
        List<ByteBuf> due = deferred;
        deferred = List.of();
        due.forEach(channel::write);
    }

    private void notifyWritable() {
        if (awaited && isWritable()) {
            awaited = false;
            connection.writable();
        }
    }

    @Override
    void release() {
        super.release();
        ended = true;
        socket.stop();
        deferred.forEach(ByteBuf::release);
        deferred = List.of();
        if (!isSending()) {
            ringFrames.release();
        }
    }
}

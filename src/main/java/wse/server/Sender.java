package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/**
 * Sends copies of the client's first message, a block of them at a time, until the client's application ping. The next
 * block is written when the socket has taken the last one, so that a connection has one block on its way at most, which is
 * memory shared with all that send the same. The server's own words wait for the block to be taken: a pong says that all
 * copies before it are in the count. Confined to the channel's event loop.
 */
final class Sender extends Flooder {

    private final Connection connection;
    private final ChannelFutureListener taken = this::taken;

    /** What is sent; null while there is no template. */
    private Blocks.Block block;

    private boolean inFlight;
    private boolean waiting;

    Sender(Connection connection) {
        this.connection = connection;
    }

    @Override
    void data(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (block == null) {
            block = connection.loop.blocks.of(opcode, buffer, index, length, mask, connection.context.alloc());
            queue();
        }
    }

    @Override
    void pinged() {
        stop();
    }

    @Override
    void stop() {
        if (block != null) {
            connection.loop.blocks.release(block);
            block = null;
        }
    }

    @Override
    boolean holdsAnswers() {
        return inFlight;
    }

    private void queue() {
        if (block != null && !inFlight && !waiting) {
            waiting = true;
            connection.loop.turns.add(this);
        }
    }

    /** Writes one block. */
    void turn() {
        waiting = false;
        if (block != null) {
            inFlight = true;
            FloodWrite.send(
                            connection.context,
                            block.frames.retainedDuplicate(),
                            block.count,
                            connection.loop.service.counters().flooded)
                    .addListener(taken);
        }
    }

    private void taken(ChannelFuture write) {
        inFlight = false;
        if (write.isSuccess()) {
            connection.heard();
            connection.flushAnswers();
            queue();
        }
    }
}

package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/**
 * Sends copies of the client's first message, a block at a time, until the client sends an application ping. The next block
 * is written when the socket has taken the previous one, so that at most one block per connection is under way; its memory
 * is shared with all connections that send the same message. Other messages wait until the block has been taken, so that a
 * pong confirms that all copies before it have been counted. Confined to the channel's event loop.
 */
final class Sender extends Flooder {

    private final ServerConnection connection;
    private final ChannelFutureListener taken = this::taken;

    /** The block that is sent. */
    private Blocks.Block block = Blocks.NONE;

    private boolean inFlight;
    private boolean waiting;

    Sender(ServerConnection connection) {
        this.connection = connection;
    }

    @Override
    void data(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (block == Blocks.NONE) {
            byte[] plain = connection.loop.plain(length);
            Masks.copy(buffer, index, length, mask, plain);
            block = connection.loop.blocks.of(
                    opcode, plain, length, connection.compression, connection.channel.alloc());
            queue();
        }
    }

    @Override
    void pinged() {
        stop();
    }

    @Override
    void stop() {
        if (block != Blocks.NONE) {
            connection.loop.blocks.release(block);
            block = Blocks.NONE;
        }
    }

    @Override
    boolean holdsAnswers() {
        return inFlight;
    }

    private void queue() {
        if (block != Blocks.NONE && !inFlight && !waiting) {
            waiting = true;
            connection.loop.turns.add(this);
        }
    }

    /** Writes one block. */
    void turn() {
        waiting = false;
        if (block != Blocks.NONE) {
            inFlight = true;
            connection.compression.interrupted();
            FloodWrite.send(
                            connection.channel,
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

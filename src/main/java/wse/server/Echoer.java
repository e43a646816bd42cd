package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Sends every message back, all messages of one read in one write. The server stops reading from a client that does not read
 * its echoes, so that at most the messages of one read wait for it, in addition to what the socket has not taken. Confined
 * to the channel's event loop.
 */
final class Echoer extends Flooder {

    private final ServerConnection connection;

    /** Echoes since the last write; empty if there are none. */
    private ByteBuf batch = Unpooled.EMPTY_BUFFER;

    /** How many echoes the batch holds. */
    private int batched;

    /**
     * Bytes of the current read. An echo is never longer than the masked frame that it answers, so a batch of this size
     * never has to grow, unless messages are compressed.
     */
    private int readBytes;

    Echoer(ServerConnection connection) {
        this.connection = connection;
    }

    @Override
    void readBegins(int bytes) {
        readBytes = bytes;
    }

    @Override
    void data(int opcode, ByteBuf buffer, int index, int length, int mask) {
        if (batched == 0) {
            connection.writeAnswers();
            int frameBytes = length + ServerFrames.MOST_HEADER_BYTES;
            batch = connection.channel.alloc().directBuffer(Math.max(frameBytes, readBytes));
        }
        byte[] plain = connection.loop.plain(length);
        Masks.copy(buffer, index, length, mask, plain);
        connection.compression.write(batch, opcode, plain, length);
        batched++;
    }

    @Override
    void beforeAnswer() {
        flush();
    }

    @Override
    void readEnds() {
        flush();
        connection.pace();
    }

    private void flush() {
        if (batched > 0) {
            ByteBuf echoes = batch;
            int frames = batched;
            batch = Unpooled.EMPTY_BUFFER;
            batched = 0;
            connection.publish();
            FloodWrite.send(connection.channel, echoes, frames, connection.loop.service.counters().flooded);
        }
    }

    @Override
    void stop() {
        batch.release();
        batch = Unpooled.EMPTY_BUFFER;
        batched = 0;
    }
}

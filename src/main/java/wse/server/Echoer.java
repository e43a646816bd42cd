package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Sends every message back, those of one read in one write. A client that does not read its echoes is not read from either,
 * so that at most one read's messages wait for it besides what the socket did not take. Confined to the channel's event loop.
 */
final class Echoer extends Flooder {

    private final Connection connection;

    /** Echoes since the last write; empty if there are none. */
    private ByteBuf batch = Unpooled.EMPTY_BUFFER;

    /** How many echoes the batch holds. */
    private int batched;

    /** An echo is never longer than the masked frame that it answers, so that a batch of this size never has to grow. */
    private int readBytes;

    Echoer(Connection connection) {
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
            int frameBytes = length + Frames.MOST_HEADER_BYTES;
            batch = connection.context.alloc().directBuffer(Math.max(frameBytes, readBytes));
        }
        Frames.header(batch, opcode, length);
        byte[] plain = connection.loop.plain(length);
        Masks.copy(buffer, index, length, mask, plain);
        batch.writeBytes(plain, 0, length);
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
            FloodWrite.send(connection.context, echoes, frames, connection.loop.service.counters().flooded);
        }
    }

    @Override
    void stop() {
        batch.release();
        batch = Unpooled.EMPTY_BUFFER;
        batched = 0;
    }
}

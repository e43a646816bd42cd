package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/**
 * The blocks of one event loop: one for each message that is being sent, no matter how many connections send it. Confined to
 * that event loop.
 */
final class Blocks {

    /** Large enough to make the fixed cost of a write negligible, and no more than a socket's buffer takes at once. */
    private static final int BLOCK_BYTES = 64 << 10;

    /** No block. */
    static final Block NONE = new Block(Unpooled.EMPTY_BUFFER, 1);

    /** All blocks, by their frame. */
    private final Map<ByteBuf, Block> blocks = new HashMap<>();

    /** Copies of one frame, one after the other. Write duplicates of {@link #frames}. */
    static final class Block {

        final ByteBuf frames;
        final int count;
        private final ByteBuf frame;
        private int users;

        private Block(ByteBuf frames, int count) {
            this.frames = frames;
            this.count = count;
            this.frame = frames.slice(0, frames.readableBytes() / count);
        }
    }

    /**
     * The block of a message. The caller returns it with {@link #release}.
     *
     * @param compression compresses the message for all connections that have agreed on the same
     */
    Block of(int opcode, byte[] message, int length, ConnectionCompression compression, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(ServerFrames.MOST_HEADER_BYTES + length);
        try {
            compression.writeLasting(frame, opcode, message, length);
            Block block = blocks.get(frame);
            if (block == null) {
                block = build(frame, allocator);
                blocks.put(block.frame, block);
            }
            block.users++;
            return block;
        } finally {
            frame.release();
        }
    }

    private static Block build(ByteBuf frame, ByteBufAllocator allocator) {
        int frameBytes = frame.readableBytes();
        int count = Math.max(1, BLOCK_BYTES / frameBytes);
        ByteBuf frames = allocator.directBuffer(count * frameBytes);
        for (int i = 0; i < count; i++) {
            frames.writeBytes(frame, 0, frameBytes);
        }
        return new Block(frames, count);
    }

    /**
     * Returns a block. It is freed when its last user returns it; writes that are under way keep its memory until they are
     * done.
     */
    void release(Block block) {
        block.users--;
        if (block.users == 0) {
            blocks.remove(block.frame);
            block.frames.release();
        }
    }
}

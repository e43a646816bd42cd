package wse.load;

/**
 * The frames that one link sends in turn. If too few of them are left for a write, it starts with the first frame again, so
 * that no write is ever split. Confined to one event loop.
 */
final class FrameTurns {

    private final int first;
    private final int frames;
    private final int lap;
    private int next;

    /** @param framesPerWrite the most frames in one write; at most {@code frames} */
    FrameTurns(int first, int frames, int framesPerWrite) {
        this.first = first;
        this.frames = frames;
        this.lap = frames - framesPerWrite + 1;
    }

    /** The index of the first frame of a write with this many frames. */
    int from(int count) {
        return first + start(count);
    }

    private int start(int count) {
        return next + count > frames ? 0 : next;
    }

    /** Called after a write with this many frames. */
    void sent(int count) {
        next = start(count) + count;
    }

    /** The least distance, in frames, between two transmissions of the same frame. */
    int lap() {
        return lap;
    }
}

package wse.load;

/**
 * The frames that one link sends in turn. A write that does not fit before the last frame begins with the first one again,
 * so that it is never split. Confined to one event loop.
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

    /** The write has been made. */
    void sent(int count) {
        next = start(count) + count;
    }

    /** At least this many frames, the frame itself included, are sent before a frame is sent again. */
    int lap() {
        return lap;
    }
}

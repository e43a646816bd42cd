package wse.config;

/**
 * How many frames of a flood go into one write to a socket: {@code wse.framesPerWrite}.
 *
 * @param frames at least 1; 0 for as many as fit into a block
 */
public record FramesPerWrite(int frames) {

    /** As many frames as fit into 65,483 bytes, one segment on the loopback interface; at least one. */
    public static final FramesPerWrite BLOCK = new FramesPerWrite(0);

    private static final String BLOCK_LABEL = "block";

    public FramesPerWrite {
        if (frames < 0) {
            throw new IllegalArgumentException("frames must not be negative: frames=" + frames);
        }
    }

    /** A fixed number of frames in each write; at least 1. */
    public static FramesPerWrite of(int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("a write must hold at least one frame: frames=" + frames);
        }
        return new FramesPerWrite(frames);
    }

    /** The inverse of {@link #label()}. */
    public static FramesPerWrite of(String label) {
        return label.equals(BLOCK_LABEL) ? BLOCK : of(Integer.parseInt(label));
    }

    public boolean isBlock() {
        return frames == 0;
    }

    /**
     * The number of frames in a write.
     *
     * @param block how many frames make a block
     */
    public int frames(int block) {
        return isBlock() ? block : frames;
    }

    /** The value as a user writes it: {@code block} or a number. */
    public String label() {
        return isBlock() ? BLOCK_LABEL : String.valueOf(frames);
    }
}

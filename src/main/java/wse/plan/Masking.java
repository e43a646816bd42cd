package wse.plan;

import java.util.Locale;

/** When a client's frames get their masks (RFC 6455 section 5.3), which are random either way. */
public enum Masking {
    /** Once: a pool of frames, each with a mask of its own, is written again and again. */
    POOL,
    /** For each write anew, as an ordinary client does. */
    FRESH;

    /** As in {@code wse.mask}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package wse.config;

import java.util.Locale;

/** When a client masks the frames of a flood (RFC 6455 section 5.3): {@code wse.mask}. The masks are random either way. */
public enum Masking {
    /** Once: frames from a pool, each with its own mask, are written repeatedly. */
    POOL,
    /** For every write, as an ordinary client does. */
    FRESH;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

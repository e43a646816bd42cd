package wse.config;

import java.util.Locale;

/** Which addresses of a server get load. */
public enum AddressUse {
    /** Every address that answers the first contact, in turn. */
    ALL,
    /** The first address that answers. */
    FIRST;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

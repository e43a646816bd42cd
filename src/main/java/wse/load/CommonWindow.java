package wse.load;

import wse.engine.DeflateAgreement;

/**
 * The largest window with which one compressed message can be sent on several connections. A message that refers to no earlier
 * one can be sent on every connection whose server accepts compression, as long as its window is not too large. Immutable.
 *
 * @param bits 8 to 15, or 0 if at least one of the servers does not accept compression
 */
record CommonWindow(int bits) {

    /** Without compression. */
    static final CommonWindow NONE = new CommonWindow(0);

    /** For no connections at all. */
    static final CommonWindow ANY = new CommonWindow(15);

    static CommonWindow of(Link link) {
        return link.connection()
                .compression()
                .map(DeflateAgreement::clientMaxWindowBits)
                .map(CommonWindow::new)
                .orElse(NONE);
    }

    CommonWindow and(CommonWindow other) {
        return new CommonWindow(Math.min(bits, other.bits));
    }

    boolean compresses() {
        return bits > 0;
    }
}

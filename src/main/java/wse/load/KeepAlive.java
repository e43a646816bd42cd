package wse.load;

/** What keeps connections from being dropped as idle. Called on the links' event loop. */
interface KeepAlive {

    /** Nothing does. */
    KeepAlive NONE = link -> {};

    /** A link has become ready. */
    void onUp(Link link);
}

package wse.load;

/** Keeps servers from dropping idle connections. Called on the links' event loop. */
interface KeepAlive {

    /** Sends nothing. */
    KeepAlive NONE = link -> {};

    /** A link has become ready. */
    void onUp(Link link);
}

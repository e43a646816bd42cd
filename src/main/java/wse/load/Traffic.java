package wse.load;

import io.netty.buffer.ByteBuf;

/** What flows over a loop's links beside pings. Called on that event loop. */
interface Traffic {

    /** A data message; false if it is none of this traffic's. As in {@code ConnectionListener}. */
    boolean onMessage(Link link, ByteBuf payload, boolean text, long receivedNanos);

    /** All messages of one read have been told. */
    void onReadComplete(Link link);

    /** The link's socket is full. */
    void onFull(Link link);

    /** The link, having been refused it, takes more. */
    void onWritable(Link link);

    /** The link is gone, or about to be aborted; its connection may still be asked. */
    void onLost(Link link);
}

package wse.load;

import io.netty.buffer.ByteBuf;
import wse.measure.Outcome;

/** Handles the traffic on one link, except pings. Called on the link's event loop. */
interface LinkTraffic {

    /** For links that carry only pings. */
    LinkTraffic NONE = new LinkTraffic() {};

    /**
     * A data message has arrived, as in {@code ConnectionListener}.
     *
     * @return false if it does not belong to this traffic
     */
    default boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
        return false;
    }

    /** Frames have arrived, as in {@code ConnectionListener}. Returns the length of those that were handled. */
    default int onFrames(ByteBuf in, long receivedNanos) {
        return 0;
    }

    /** A data message that neither belongs to this traffic nor has a meaning in the dialect. */
    default void onUnknown(ByteBuf payload, boolean text) {}

    /** All messages of one read have been delivered. */
    default void onReadComplete() {}

    /** The socket is full. */
    default void onFull() {}

    /** The socket was full and accepts data again. */
    default void onWritable() {}

    /** The link is gone, or about to be aborted; its connection can still be queried. */
    default void onLost() {}

    /** The ping with this number, which belongs to this traffic, has been answered or has failed. */
    default void onPingResolved(long number, Outcome outcome) {}
}

package wse.gatling.internal;

import wse.dialect.Meaning;
import wse.measure.Outcome;

/**
 * A request of a virtual user that waits for something to happen on a connection. It completes exactly once. Confined to
 * the user's event loop.
 */
interface Exchange {

    /** No exchange is under way: any message may be one that a later exchange will wait for. */
    Exchange NONE = new Exchange() {

        @Override
        public Reaction onMessage(ReceivedMessage message) {
            return Reaction.KEPT_FOR_LATER;
        }

        @Override
        public void onEnd(Outcome outcome) {}
    };

    /** How an exchange dealt with a message. */
    enum Reaction {
        /** Nobody needs the message any more. */
        DONE_WITH,
        /** The message is not for this exchange, but perhaps for a later one. */
        KEPT_FOR_LATER
    }

    /** The TCP connection is established. */
    default void onConnected() {}

    /**
     * The server has accepted the upgrade.
     *
     * @param meaning what that means in its protocol
     * @param openedNanos when it did so ({@link System#nanoTime()})
     */
    default void onOpen(Meaning meaning, long openedNanos) {}

    Reaction onMessage(ReceivedMessage message);

    /** The connection has ended; this exchange is no longer the connection's current one. */
    void onEnd(Outcome outcome);
}

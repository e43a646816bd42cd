package wse.gatling.internal;

import wse.dialect.Meaning;
import wse.measure.Outcome;

/**
 * What a virtual user waits for on a connection: one request, which completes exactly once. Confined to the user's event
 * loop.
 */
interface Exchange {

    /** What a message was to the exchange. */
    enum Reaction {
        /** Looked at; nobody needs it any more. */
        DONE_WITH,
        /** Not meant for this exchange, but maybe for a later one. */
        KEPT_FOR_LATER
    }

    /** The TCP connection is up. */
    default void onConnected() {}

    /** The server has accepted the upgrade, and this is what that means in its protocol. */
    default void onOpen(Meaning meaning) {}

    Reaction onMessage(Inbound message);

    /** The connection has ended; the exchange is no longer under way. */
    void onEnd(Outcome outcome);
}

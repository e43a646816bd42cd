package wse.load;

import io.netty.buffer.ByteBuf;

/** Receives the answers to pings. Called on the links' event loop. */
interface PongReceiver {

    /** For phases without pings. */
    PongReceiver NONE = new PongReceiver() {
        @Override
        public void onPong(Link link, long id, long receivedNanos) {
            // No ping was sent.
        }

        @Override
        public void onPongFrame(Link link, ByteBuf payload, long receivedNanos) {
            // No ping was sent.
        }

        @Override
        public void onLost(Link link) {
            // No ping was in flight.
        }
    };

    /**
     * A message that answers a ping of the protocol.
     *
     * @param id as in {@link wse.dialect.Conversation#pongId}
     */
    void onPong(Link link, long id, long receivedNanos);

    /** A pong frame, which may be unsolicited. The payload is valid only during the call. */
    void onPongFrame(Link link, ByteBuf payload, long receivedNanos);

    /** The link is lost, so its pings in flight will not be answered. */
    void onLost(Link link);
}

package wse.load;

/** Receives the answers to pings. Called on the links' event loop. */
interface PongReceiver {

    /** For phases in which nobody pings. */
    PongReceiver NONE = new PongReceiver() {
        @Override
        public void onPong(Link link, long id, long receivedNanos) {
            // Nobody asked.
        }

        @Override
        public void onLost(Link link) {
            // Nothing was in flight.
        }
    };

    /** @param id as in {@link wse.dialect.Conversation#pongId} */
    void onPong(Link link, long id, long receivedNanos);

    /** The link is gone, and with it the answers to its pings in flight. */
    void onLost(Link link);
}

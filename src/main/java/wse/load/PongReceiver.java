package wse.load;

/** Receives the answers to pings. Called on the links' event loop. */
interface PongReceiver {

    /** For phases without pings. */
    PongReceiver NONE = new PongReceiver() {
        @Override
        public void onPong(Link link, long id, long receivedNanos) {
            // No ping was sent.
        }

        @Override
        public void onLost(Link link) {
            // No ping was in flight.
        }
    };

    /** @param id as in {@link wse.dialect.Conversation#pongId} */
    void onPong(Link link, long id, long receivedNanos);

    /** The link is lost, so its pings in flight will not be answered. */
    void onLost(Link link);
}

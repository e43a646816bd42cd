package wse.gatling.internal;

import java.nio.charset.StandardCharsets;
import wse.dialect.Meaning;

/**
 * A message from the server, copied out of the engine's buffers.
 *
 * @param pongId id of the ping that it answers; -1 if it is not a pong
 * @param receivedMillis Unix time of its arrival
 * @param receivedNanos the same moment as {@link System#nanoTime()}
 */
@SuppressWarnings("ArrayRecordComponent") // the array is passed on once, and nobody compares it
record ReceivedMessage(
        byte[] bytes, boolean isText, Meaning meaning, long pongId, long receivedMillis, long receivedNanos) {

    Meaning.Kind kind() {
        return meaning.kind();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

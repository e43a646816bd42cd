package wse.gatling.internal;

import java.nio.charset.StandardCharsets;
import wse.dialect.Meaning;

/**
 * A message of the server, copied out of the engine's buffers.
 *
 * @param pongId id of the ping it answers, or -1
 * @param receivedMillis when it came in, Unix time
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, compared by no one
record Inbound(byte[] bytes, boolean isText, Meaning meaning, long pongId, long receivedMillis) {

    Meaning.Kind kind() {
        return meaning.kind();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Payload;

/**
 * The message with which the server answers each message of a flood. Immutable.
 *
 * @param match its form; the n-th answer belongs to the n-th message if the form has no number
 * @param number where the messages of the flood have their number; used only if the answer has a number, too
 */
record FloodAnswer(Match match, NumberPlace number) {

    /** Whether a message of the server answers this message of the flood. Allocates nothing. */
    boolean answers(Payload sent, ByteBuf message) {
        return match.matches(message) && (!match.hasId() || match.id(message) == number.of(sent.bytes()));
    }
}

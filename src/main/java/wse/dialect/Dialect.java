package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wse.config.Direction;
import wse.config.Format;

/**
 * All that is particular to the servers of one protocol. Nobody else asks for its name to decide anything.
 *
 * <p>The defaults describe a protocol without login and without a ping of its own, whose server never drops an idle
 * connection: such a dialect has to implement {@link #name} and {@link #openingRequest} only.
 *
 * <p>Implementations are immutable and thread-safe. They turn bytes into values, and know no channel, thread or clock. What is
 * called for each message allocates nothing.
 */
public interface Dialect extends Conversation {

    /** As in {@code wse.dialect}. */
    String name();

    /**
     * How a user asks for the WebSocket connection. A dialect with one identity returns the same object each time, so that
     * the request is encoded once.
     *
     * @param user index of the connection within its tier, from 0, however many processes share the tier
     */
    OpeningRequest openingRequest(int user);

    /**
     * What a user's connection says and understands. The dialect itself by default, for all of them; a dialect whose login or
     * pings differ from user to user, or that must remember what the server said, returns an object for each connection.
     *
     * @param user as in {@link #openingRequest}
     */
    default Conversation conversation(int user) {
        return this;
    }

    /** How it pings; by ping frames unless it says otherwise. */
    default PingForm pingForm() {
        return PingForm.FRAME;
    }

    /** What keeps an idle connection open; empty if nothing is needed, or nothing helps. */
    default Optional<KeepAliveMessage> keepAlive() {
        return Optional.empty();
    }

    /** How long a connection may be silent until the server drops it; empty if it never does. */
    default Optional<Duration> idleTimeout() {
        return Optional.empty();
    }

    /** Which way its floods can go; from client to server unless it says otherwise. */
    default Set<Direction> floodDirections() {
        return Set.of(Direction.OUT);
    }

    /** The formats of its flood's messages; JSON only unless it says otherwise. */
    default List<Format> floodFormats() {
        return List.of(Format.JSON);
    }

    /**
     * The message that a flood consists of. The published suite's trade update by default.
     *
     * @param format one of {@link #floodFormats}
     * @param jsonBytes length of the message as JSON, whatever the format; a message must not depend on anything else. What a
     *     protocol wraps around it may make it longer: reports show the length that is sent
     */
    default Payload floodMessage(Format format, int jsonBytes) {
        return TradeUpdate.of(format, jsonBytes);
    }

    /** Whether a message that came back is a flood's message. Called for every message received, so it must not allocate. */
    default boolean isFloodMessage(Payload sent, ByteBuf message, boolean text) {
        return sent.looksLike(message, text);
    }

    /**
     * Whether the messages sent in a flood are confirmed by a ping frame, not by a ping of the protocol; always so where
     * {@link #pingForm} is {@link PingForm#FRAME}.
     */
    default boolean confirmsFloodsByFrame() {
        return pingForm() == PingForm.FRAME;
    }

    /** A new decoder of received flood messages, for {@code wse.decode=payloads}; empty if this dialect has none. */
    default Optional<PayloadDecoder> newDecoder() {
        return Optional.empty();
    }

    /** What a close code of the server means in this protocol; empty if it means what RFC 6455 says. */
    default Optional<CloseMeaning> closeMeaning(int code) {
        return Optional.empty();
    }

    /** The counters that its servers expose. */
    default CounterNames counters() {
        return CounterNames.NONE;
    }

    /** The version that the server tells with this message; empty if it does not. Asked during the first contact only. */
    default Optional<String> serverVersion(ByteBuf message, boolean text) {
        return Optional.empty();
    }

    /** What must be said beside the rate of a format that the server does not decode; empty if it does. */
    default Optional<String> undecodedNote(Format format, Direction direction) {
        return Optional.empty();
    }

    /** What must be said where connections ended over messages that are too long for its servers; empty if they are not. */
    default Optional<String> tooLongNote(int payloadBytes) {
        return Optional.empty();
    }
}

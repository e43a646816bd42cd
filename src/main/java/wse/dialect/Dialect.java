package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wse.config.Direction;
import wse.config.Format;

/**
 * Everything that is specific to the servers of one protocol. No other code bases a decision on the name of a dialect.
 *
 * <p>The defaults describe a protocol without login and without a ping of its own, whose server never drops an idle
 * connection: such a dialect only has to implement {@link #name} and {@link #openingRequest}.
 *
 * <p>Implementations are immutable and thread-safe. They turn bytes into values and know nothing about channels, threads or
 * clocks. Methods that are called for each message must not allocate.
 */
public interface Dialect extends Conversation {

    /** The name to use in {@code wse.dialect}. */
    String name();

    /**
     * A user's upgrade request. A dialect with a single identity returns the same object each time, so that the request is
     * encoded only once.
     *
     * @param user index of the connection within its tier, from 0; counted across all processes that share the tier
     */
    OpeningRequest openingRequest(int user);

    /**
     * The protocol as a user's connection speaks it. By default, this is the dialect itself for all connections. A dialect
     * whose login or pings differ from user to user, or that must remember what the server said, returns a new object for
     * each connection.
     *
     * @param user as in {@link #openingRequest}
     */
    default Conversation conversation(int user) {
        return this;
    }

    /**
     * The same dialect with credentials that are valid for the next step of a connection-limit search. It is called before
     * each step, because nobody knows in advance how long the search takes. By default, returns the dialect itself.
     *
     * @param now when the step begins
     * @param longest the longest time that the step can take
     */
    default Dialect renewed(Instant now, Duration longest) {
        return this;
    }

    /** How the server packs its messages; by default, each WebSocket message is one message of the protocol. */
    default Packing packing() {
        return Packing.NONE;
    }

    /** How clients ping; by default with ping frames. */
    default PingForm pingForm() {
        return PingForm.FRAME;
    }

    /** The message that keeps an idle connection open; empty if none is needed or none would help. */
    default Optional<KeepAliveMessage> keepAlive() {
        return Optional.empty();
    }

    /** How long a connection may be silent before the server drops it; empty if it never does. */
    default Optional<Duration> idleTimeout() {
        return Optional.empty();
    }

    /** The directions in which messages can flow in a flood; by default only from client to server. */
    default Set<Direction> floodDirections() {
        return Set.of(Direction.OUT);
    }

    /**
     * The direction of a flood unless {@code wse.direction} is given; one of {@link #floodDirections}. By default, from client
     * to server if that is possible.
     */
    default Direction floodDirection() {
        return floodDirections().contains(Direction.OUT)
                ? Direction.OUT
                : floodDirections().iterator().next();
    }

    /** The formats that the messages of a flood can have; by default only JSON. */
    default List<Format> floodFormats() {
        return List.of(Format.JSON);
    }

    /**
     * The message that a flood consists of; by default the trade update of the published suite.
     *
     * @param format one of {@link #floodFormats}
     * @param jsonBytes length of the message as JSON, whatever the format; apart from the format, the message must not
     *     depend on anything else. It may be longer than this if the protocol wraps it: reports show the length that is sent
     */
    default Payload floodMessage(Format format, int jsonBytes) {
        return TradeUpdate.of(format, jsonBytes);
    }

    /**
     * The messages of a flood from client to server, of any lengths, which are sent in turn. By default, it is {@link
     * #floodMessage} alone.
     */
    default List<Payload> floodMessages(Format format, int jsonBytes) {
        return List.of(floodMessage(format, jsonBytes));
    }

    /**
     * The flood's message with a number in it. If the server sends messages back, those in flight have different
     * numbers, so that an echo confirms only the message that it repeats.
     *
     * <p>By default, the number changes price, quantity and symbol of the trade update that the message contains.
     * Override this if the message contains no trade update, or a checksum of it. If a dialect returns the same message
     * for all numbers, echoes are still compared by content, but swapped or repeated ones go unnoticed.
     *
     * @param message the result of {@link #floodMessage(Format, int)} for the same arguments
     * @param number any value; similar numbers should yield different messages
     * @return a message of the same type and length. Messages of another length are not used, so zlib messages need not
     *     have the same length for all numbers
     */
    default Payload numbered(Payload message, Format format, int jsonBytes, long number) {
        return TradeUpdate.renumbered(message, format, jsonBytes, number);
    }

    /**
     * Whether a received message is exactly this message of a flood: by default, whether it has the same type and the
     * same bytes. Called for every message received, so it must not allocate.
     */
    default boolean isFloodMessage(Payload sent, ByteBuf message, boolean text) {
        return sent.isSame(message, text);
    }

    /**
     * Whether the server answers each message of a flood with a message of its own, such as an acknowledgement, instead of
     * sending it back. {@link #isFloodMessage} then recognises the answer, and everything else that arrives is ignored. By
     * default, the server sends the message back, and what merely resembles it counts as garbled.
     */
    default boolean acknowledgesFloods() {
        return false;
    }

    /**
     * Whether a ping frame, and not a ping of the protocol, confirms the messages of a flood. Always true if {@link
     * #pingForm} is {@link PingForm#FRAME}.
     */
    default boolean confirmsFloodsByFrame() {
        return pingForm() == PingForm.FRAME;
    }

    /** A new decoder of received flood messages, for {@code wse.decode=payloads}; empty if this dialect has none. */
    default Optional<PayloadDecoder> newDecoder() {
        return Optional.empty();
    }

    /** What a close code of the server means in this protocol; empty if the protocol gives it no meaning of its own. */
    default Optional<CloseMeaning> closeMeaning(int code) {
        return Optional.empty();
    }

    /** The counters that its servers expose. */
    default CounterNames counters() {
        return CounterNames.NONE;
    }

    /** The server's version, if this message contains it. Called only during the first contact. */
    default Optional<String> serverVersion(ByteBuf message, boolean text) {
        return Optional.empty();
    }

    /** What users can check if the first contact fails. */
    default ContactHints hints() {
        return ContactHints.OF_CLASS;
    }

    /**
     * Whether the first contact shows its messages to the user. By default, it does not: a class has been tested by its
     * author, while a description may still be wrong.
     */
    default boolean showsFirstContact() {
        return false;
    }

    /** A note for the report next to the rate of a format that the server does not decode; empty if it does. */
    default Optional<String> undecodedNote(Format format, Direction direction) {
        return Optional.empty();
    }

    /**
     * A note for the report in case connections ended, if messages of this length may be too long for the server; otherwise
     * empty.
     */
    default Optional<String> tooLongNote(int payloadBytes) {
        return Optional.empty();
    }
}

package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wse.config.Direction;
import wse.config.Format;
import wse.dialect.CloseMeaning;
import wse.dialect.ContactHints;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Packing;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/** A protocol that a file describes. */
final class ScriptDialect implements Dialect {

    /** Where the description is, for messages. */
    private final String file;

    private final Description description;
    /** The path that the settings give instead of the description's. */
    private final Optional<String> path;
    /** The request of all users; empty if they have different ones. */
    private final Optional<OpeningRequest> sameRequest;
    /** How the server answers a flood; null if it does not. */
    private final FloodAnswer floodAnswer;
    /** Serves all connections; empty if each needs its own. */
    private final Optional<Conversation> sameConversation;

    ScriptDialect(String file, Description description, Optional<String> path) {
        this.file = file;
        this.description = description;
        this.path = path;
        this.floodAnswer = description.flood().answer().orElse(null);
        this.sameRequest = description.request().isSameForAll() ? Optional.of(request(0)) : Optional.empty();
        this.sameConversation =
                description.isSameForAll() ? Optional.of(new ScriptConversation(description, 0)) : Optional.empty();
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return sameRequest.orElseGet(() -> request(user));
    }

    private OpeningRequest request(int user) {
        Fill fill = new Fill() {
            @Override
            public int index() {
                return user;
            }
        };
        Map<String, String> headers = new LinkedHashMap<>();
        description.request().headers().forEach((name, value) -> headers.put(name, value.string(fill)));
        String target = path.orElseGet(() -> description.request().path().string(fill));
        return new OpeningRequest(target, headers, description.request().subprotocols());
    }

    @Override
    public Conversation conversation(int user) {
        return sameConversation.orElseGet(() -> new ScriptConversation(description, user));
    }

    @Override
    public Meaning onOpen() {
        return conversation(0).onOpen();
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean text) {
        return conversation(0).onMessage(message, text);
    }

    @Override
    public long pongId(ByteBuf message) {
        return conversation(0).pongId(message);
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        conversation(0).writePing(out, id);
    }

    @Override
    public Packing packing() {
        return description.packing();
    }

    @Override
    public PingForm pingForm() {
        return description
                .ping()
                .map(ping -> ping.send().isText() ? PingForm.TEXT : PingForm.BINARY)
                .orElse(PingForm.FRAME);
    }

    @Override
    public Optional<KeepAliveMessage> keepAlive() {
        return description.keepAlive();
    }

    @Override
    public Optional<Duration> idleTimeout() {
        return description.idleTimeout();
    }

    /** Only the user knows whether the server sends messages back or answers them. The first contact tests it. */
    @Override
    public Set<Direction> floodDirections() {
        return EnumSet.of(Direction.OUT, Direction.ECHO);
    }

    @Override
    public Direction floodDirection() {
        return description.flood().direction();
    }

    @Override
    public boolean acknowledgesFloods() {
        return description.flood().answer().isPresent();
    }

    @Override
    public boolean isFloodMessage(Payload sent, ByteBuf message, boolean text) {
        return floodAnswer == null
                ? Dialect.super.isFloodMessage(sent, message, text)
                : floodAnswer.answers(sent, message);
    }

    @Override
    public Payload floodMessage(Format format, int jsonBytes) {
        Payload tradeUpdate = Dialect.super.floodMessage(format, jsonBytes);
        return description
                .flood()
                .message()
                .map(message -> FloodMessage.of(message, jsonBytes, 0, tradeUpdate))
                .orElse(tradeUpdate);
    }

    @Override
    public Payload numbered(Payload message, Format format, int jsonBytes, long number) {
        return description
                .flood()
                .message()
                .filter(template -> template.uses(Placeholder.NUMBER))
                .map(template ->
                        FloodMessage.of(template, jsonBytes, number, Dialect.super.floodMessage(format, jsonBytes)))
                .orElseGet(() -> Dialect.super.numbered(message, format, jsonBytes, number));
    }

    @Override
    public boolean confirmsFloodsByFrame() {
        return description.flood().byFrame();
    }

    @Override
    public Optional<CloseMeaning> closeMeaning(int code) {
        return Optional.ofNullable(description.closeCodes().get(code));
    }

    @Override
    public ContactHints hints() {
        return ContactHints.ofFile(file, path.isPresent());
    }

    @Override
    public boolean showsFirstContact() {
        return true;
    }
}

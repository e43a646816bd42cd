package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import wse.config.Corpus;
import wse.config.Direction;
import wse.config.Format;
import wse.config.RequestConfig;
import wse.config.Users;

/**
 * A protocol whose upgrade requests are changed by settings, or whose floods send the messages of a file. Everything else is
 * as in the protocol itself.
 */
final class RequestedDialect implements Dialect {

    private final Dialect dialect;
    private final DialectContext context;
    private final Map<String, UserText> headers = new LinkedHashMap<>();
    private final Map<String, UserText> query = new LinkedHashMap<>();
    /** The protocol's request for the first user, and the same request with the changes. */
    private final OpeningRequest first;

    private final OpeningRequest firstAdded;
    private final boolean same;
    /** The messages of the file {@code wse.corpus}; empty if there is none. */
    private final List<Payload> corpus;

    private RequestedDialect(Dialect dialect, DialectContext context) {
        this.dialect = dialect;
        this.context = context;
        Users users = context.users();
        RequestConfig request = context.request();
        request.headers()
                .forEach((name, value) ->
                        headers.put(name, UserText.of("wse.header." + name, value, users, UnaryOperator.identity())));
        request.query()
                .forEach((name, value) -> query.put(
                        name, UserText.of("wse.query." + name, value, users, RequestedDialect::percentEncoded)));
        this.same = Stream.concat(headers.values().stream(), query.values().stream())
                .allMatch(UserText::isSame);
        this.corpus = context.corpus().map(RequestedDialect::payloads).orElse(List.of());
        this.first = dialect.openingRequest(0);
        this.firstAdded = added(first, 0);
    }

    /**
     * The dialect with the changes that the settings make; the dialect itself if they make none.
     *
     * @throws IllegalArgumentException if a setting contains a placeholder that is not known
     */
    static Dialect of(Dialect dialect, DialectContext context) {
        return context.request().isEmpty() && context.corpus().isEmpty()
                ? dialect
                : new RequestedDialect(dialect, context);
    }

    private static List<Payload> payloads(Corpus corpus) {
        return corpus.messages().stream()
                .map(bytes -> new Payload(corpus.text(), bytes))
                .toList();
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        OpeningRequest own = dialect.openingRequest(user);
        return same && own == first ? firstAdded : added(own, user);
    }

    private OpeningRequest added(OpeningRequest own, int user) {
        Map<String, String> all = new LinkedHashMap<>(own.headers());
        headers.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value.of(user));
        });
        StringBuilder target = new StringBuilder(own.target());
        query.forEach((name, value) -> target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(percentEncoded(name))
                .append('=')
                .append(value.of(user)));
        List<String> subprotocols = context.request().subprotocols();
        return new OpeningRequest(target.toString(), all, subprotocols.isEmpty() ? own.subprotocols() : subprotocols);
    }

    @Override
    public Dialect renewed(Instant now, Duration longest) {
        Dialect other = dialect.renewed(now, longest);
        return other == dialect ? this : new RequestedDialect(other, context);
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public Conversation conversation(int user) {
        return dialect.conversation(user);
    }

    @Override
    public Meaning onOpen() {
        return dialect.onOpen();
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean text) {
        return dialect.onMessage(message, text);
    }

    @Override
    public long pongId(ByteBuf message) {
        return dialect.pongId(message);
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        dialect.writePing(out, id);
    }

    @Override
    public List<String> issued() {
        return dialect.issued();
    }

    @Override
    public Packing packing() {
        return dialect.packing();
    }

    @Override
    public PingForm pingForm() {
        return dialect.pingForm();
    }

    @Override
    public Optional<KeepAliveMessage> keepAlive() {
        return dialect.keepAlive();
    }

    @Override
    public Optional<Duration> idleTimeout() {
        return dialect.idleTimeout();
    }

    @Override
    public Set<Direction> floodDirections() {
        return dialect.floodDirections();
    }

    @Override
    public Direction floodDirection() {
        return dialect.floodDirection();
    }

    @Override
    public List<Format> floodFormats() {
        return dialect.floodFormats();
    }

    /** The first message of the file, if there is one. */
    @Override
    public Payload floodMessage(Format format, int jsonBytes) {
        return corpus.isEmpty() ? dialect.floodMessage(format, jsonBytes) : corpus.get(0);
    }

    /** The messages of the file, if there is one. */
    @Override
    public List<Payload> floodMessages(Format format, int jsonBytes) {
        return corpus.isEmpty() ? dialect.floodMessages(format, jsonBytes) : corpus;
    }

    /** The messages of a file are sent as they are. */
    @Override
    public Payload numbered(Payload message, Format format, int jsonBytes, long number) {
        return corpus.isEmpty() ? dialect.numbered(message, format, jsonBytes, number) : message;
    }

    @Override
    public boolean acknowledgesFloods() {
        return dialect.acknowledgesFloods();
    }

    @Override
    public boolean isFloodMessage(Payload sent, ByteBuf message, boolean text) {
        return dialect.isFloodMessage(sent, message, text);
    }

    @Override
    public boolean confirmsFloodsByFrame() {
        return dialect.confirmsFloodsByFrame();
    }

    @Override
    public Optional<PayloadDecoder> newDecoder() {
        return dialect.newDecoder();
    }

    @Override
    public Optional<CloseMeaning> closeMeaning(int code) {
        return dialect.closeMeaning(code);
    }

    @Override
    public CounterNames counters() {
        return dialect.counters();
    }

    @Override
    public Optional<String> serverVersion(ByteBuf message, boolean text) {
        return dialect.serverVersion(message, text);
    }

    @Override
    public ContactHints hints() {
        return dialect.hints();
    }

    @Override
    public boolean showsFirstContact() {
        return dialect.showsFirstContact();
    }

    @Override
    public Optional<String> undecodedNote(Format format, Direction direction) {
        return dialect.undecodedNote(format, direction);
    }

    @Override
    public Optional<String> tooLongNote(int payloadBytes) {
        return dialect.tooLongNote(payloadBytes);
    }
}

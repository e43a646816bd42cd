package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wse.config.Direction;
import wse.config.Format;
import wse.text.Units;

/**
 * The WSE protocol, as {@code wse-server} 2.0.0 and 2.5.1 speak it: a token in the upgrade request, {@code server_ready} as
 * the first message, application pings as JSON text. It understands both message forms: the prefix ({@code WSE}, {@code S},
 * {@code U}) before the JSON in 2.0.0, and the member {@code "c"} inside the JSON in 2.5.1. Servers may also send the same
 * messages as binary ones ({@link ControlText}).
 */
public final class WseDialect implements Dialect {

    /** The published suite's request target. */
    public static final String DEFAULT_TARGET = "/wse?compression=false&protocol_version=1";

    /** The server drops a connection after 60 s of silence. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    /**
     * Leaves a margin of 15 s: if dozens of processes share a core, an event loop may be late by seconds. More frequent
     * messages would slow the ramp down.
     */
    static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(45);

    /** The longest message that both versions and the reference server accept (golden/README.md). */
    private static final int LONGEST_MESSAGE_BYTES = 1 << 20;

    /** {@code WSE}. */
    private static final int LONGEST_PREFIX = 3;

    /** 2.5.1 closes with this code after it has refused a token. */
    private static final int TOKEN_REFUSED = 4401;

    private static final byte[] T = Ascii.bytes("t");
    private static final byte[] P = Ascii.bytes("p");
    private static final byte[] CODE = Ascii.bytes("code");
    private static final byte[] CLIENT_TIMESTAMP = Ascii.bytes("client_timestamp");
    private static final byte[] SERVER_VERSION = Ascii.bytes("server_version");
    private static final byte[] SERVER_READY = Ascii.bytes("server_ready");
    private static final byte[] PONG = Ascii.bytes("PONG");
    private static final byte[] PING = Ascii.bytes("ping");
    private static final byte[] UPPER_PING = Ascii.bytes("PING");
    private static final byte[] ERROR = Ascii.bytes("error");
    private static final byte[] AUTH = Ascii.bytes("AUTH_");

    private static final Meaning READY = Meaning.READY.andSend(Payload.text(
            "{\"t\":\"client_hello\",\"p\":{\"client_version\":\"wse-stress/0.1.0\",\"protocol_version\":1}}"));

    private static final Meaning REFUSED = Meaning.refused(
            "the server refused the token; give the secret it was started with (wse.secret or WSE_SECRET)"
                    + " or a token of its own (WSE_TOKEN)");

    private static final CloseMeaning REFUSED_BY_CLOSE = new CloseMeaning(true, "the token was refused");

    /** Both versions treat this as the answer to their own keep-alive ping, and do not reply to it. */
    private static final KeepAliveMessage KEEP_ALIVE =
            KeepAliveMessage.unanswered(Payload.text("{\"t\":\"pong\"}"), KEEP_ALIVE_INTERVAL);

    private final String target;
    private final WseIdentities identities;
    /** The only request if all users have the same. */
    private final OpeningRequest first;

    /**
     * @param requestTarget path and query, usually {@link #DEFAULT_TARGET}
     * @param token a JWT, sent as a cookie and as a bearer token like the published client does
     */
    public WseDialect(String requestTarget, String token) {
        this(requestTarget, WseIdentities.of(token));
    }

    private WseDialect(String target, WseIdentities identities) {
        this.target = target;
        this.identities = identities;
        this.first = request(0);
    }

    /**
     * The dialect for a run. If the flood needs it, asks the reference server to send or to echo; other servers ignore this.
     */
    static WseDialect of(DialectContext context) {
        String path = context.path().orElse(DEFAULT_TARGET);
        String target = context.floodDirection().map(way -> withDuty(path, way)).orElse(path);
        return new WseDialect(target, WseIdentities.of(context));
    }

    /** Signs new tokens, unless the dialect was given finished ones. */
    @Override
    public Dialect renewed(Instant now, Duration longest) {
        return identities
                .renewal()
                .<Dialect>map(renewal -> new WseDialect(target, renewal.from(now, longest)))
                .orElse(this);
    }

    private static String withDuty(String path, Direction direction) {
        String separator = path.contains("?") ? "&" : "?";
        return switch (direction) {
            case IN -> path + separator + "duty=send";
            case ECHO -> path + separator + "duty=echo";
            case OUT -> path;
        };
    }

    @Override
    public String name() {
        return WseProvider.NAME;
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return identities.differ() ? request(user) : first;
    }

    private OpeningRequest request(int user) {
        String token = identities.token().apply(user);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cookie", "access_token=" + token);
        headers.put("Authorization", "Bearer " + token);
        return new OpeningRequest(target, headers, List.of());
    }

    @Override
    public Meaning onOpen() {
        return Meaning.OTHER;
    }

    @Override
    public Meaning onMessage(ByteBuf received, boolean text) {
        ByteBuf message = ControlText.of(received);
        int end = message.writerIndex();
        int object = objectStart(message, end);
        int type = JsonSkim.member(message, object, end, T);
        if (JsonSkim.stringIs(message, type, end, PONG)) {
            return Meaning.PONG;
        }
        if (JsonSkim.stringIs(message, type, end, SERVER_READY)) {
            return READY;
        }
        if (JsonSkim.stringIs(message, type, end, PING) || JsonSkim.stringIs(message, type, end, UPPER_PING)) {
            return Meaning.SERVER_PING;
        }
        return JsonSkim.stringIs(message, type, end, ERROR) ? error(message, object, end) : Meaning.OTHER;
    }

    private static Meaning error(ByteBuf message, int object, int end) {
        int payload = JsonSkim.member(message, object, end, P);
        int code = JsonSkim.member(message, payload, end, CODE);
        return JsonSkim.stringStartsWith(message, code, end, AUTH) ? REFUSED : Meaning.ERROR;
    }

    @Override
    public long pongId(ByteBuf received) {
        ByteBuf message = ControlText.of(received);
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, objectStart(message, end), end, P);
        return JsonSkim.integer(message, JsonSkim.member(message, payload, end, CLIENT_TIMESTAMP), end);
    }

    /** The server sends its version in {@code server_hello}. */
    @Override
    public Optional<String> serverVersion(ByteBuf received, boolean text) {
        ByteBuf message = ControlText.of(received);
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, objectStart(message, end), end, P);
        return Optional.ofNullable(
                JsonSkim.string(message, JsonSkim.member(message, payload, end, SERVER_VERSION), end));
    }

    /** The index where the JSON begins: after the prefix of at most three letters, if there is one. */
    private static int objectStart(ByteBuf message, int end) {
        int at = message.readerIndex();
        int last = Math.min(end, at + LONGEST_PREFIX);
        while (at < last && message.getByte(at) != '{') {
            at++;
        }
        return at;
    }

    @Override
    public PingForm pingForm() {
        return PingForm.TEXT;
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        JsonPing.write(out, id);
    }

    @Override
    public Optional<KeepAliveMessage> keepAlive() {
        return Optional.of(KEEP_ALIVE);
    }

    @Override
    public Optional<Duration> idleTimeout() {
        return Optional.of(IDLE_TIMEOUT);
    }

    /** {@link Direction#IN} and {@link Direction#ECHO} work only with the reference server. */
    @Override
    public Set<Direction> floodDirections() {
        return EnumSet.allOf(Direction.class);
    }

    @Override
    public List<Format> floodFormats() {
        return List.of(Format.values());
    }

    @Override
    public Optional<PayloadDecoder> newDecoder() {
        return Optional.of(new TradeUpdateDecoder());
    }

    @Override
    public Optional<CloseMeaning> closeMeaning(int code) {
        return code == TOKEN_REFUSED ? Optional.of(REFUSED_BY_CLOSE) : Optional.empty();
    }

    @Override
    public ContactHints hints() {
        return ContactHints.OF_CLASS.withCredentials("check the credentials (wse.token or wse.secret)");
    }

    @Override
    public CounterNames counters() {
        return CounterNames.WSE;
    }

    /** According to the source code of {@code wse-server} 2.0.0 and 2.5.1. */
    @Override
    public Optional<String> undecodedNote(Format format, Direction direction) {
        if (format == Format.JSON || direction != Direction.OUT) {
            return Optional.empty();
        }
        String what = format == Format.ZLIB
                ? "C: messages: wse-server 2.0.0 and 2.5.1 do not inflate them"
                : "M: messages: wse-server 2.0.0 and 2.5.1 decode them with the prefix still on, and never read the"
                        + " payload";
        return Optional.of("the server does not decode " + what
                + ", so its rate must not be compared with that of JSON, which is parsed");
    }

    @Override
    public Optional<String> tooLongNote(int payloadBytes) {
        if (payloadBytes <= LONGEST_MESSAGE_BYTES) {
            return Optional.empty();
        }
        return Optional.of("messages of " + Units.count(payloadBytes)
                + " bytes may be too long for the server: wse-server 2.0.0 and 2.5.1"
                + " accept at most " + Units.count(LONGEST_MESSAGE_BYTES)
                + " bytes, and end the connection after a longer message, with a close frame without"
                + " a code (CLOSED_BY_SERVER_1005) or with a reset; the reference server closes it with code 1009;"
                + " give smaller wse.sizes");
    }
}

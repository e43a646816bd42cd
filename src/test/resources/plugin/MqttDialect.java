package example;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import wse.config.Format;
import wse.dialect.CloseMeaning;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.DialectProvider;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/** MQTT 3.1.1 over WebSocket: CONNECT and SUBSCRIBE as the login, PINGREQ as the ping, PUBLISH as the flood. */
public final class MqttDialect implements DialectProvider, Dialect {

    private static final byte[] PINGREQ = {(byte) 0xC0, 0};
    private static final int CONNACK = 0x20;
    private static final int SUBACK = 0x90;
    private static final int PINGRESP = 0xD0;
    private static final Meaning REFUSED = Meaning.refused("the broker refused the connection; check wse.dialect.user");

    private final OpeningRequest request;
    private final String topic;
    private final Meaning subscribe;

    /** For the service loader. */
    public MqttDialect() {
        this("/mqtt", "wse");
    }

    private MqttDialect(String path, String topic) {
        this.request = OpeningRequest.of(path).withSubprotocols("mqtt");
        this.topic = topic;
        this.subscribe = Meaning.send(packet(0x82, bytes(0, 1), field(topic), bytes(0)));
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public String summary() {
        return "MQTT 3.1.1 brokers";
    }

    /** {@code wse.path} and {@code wse.dialect.topic} come with the context. */
    @Override
    public Dialect create(DialectContext context) {
        return new MqttDialect(context.path().orElse("/mqtt"), context.options().getOrDefault("topic", "wse"));
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return request;
    }

    /** Each client needs an identifier of its own; everything else is the same for all. */
    @Override
    public Conversation conversation(int user) {
        Payload connect = packet(0x10, field("MQTT"), bytes(4, 2, 0, 60), field("wse-" + user));
        return new Conversation() {
            @Override
            public Meaning onOpen() {
                return Meaning.send(connect);
            }

            @Override
            public Meaning onMessage(ByteBuf message, boolean text) {
                return MqttDialect.this.onMessage(message, text);
            }

            @Override
            public void writePing(ByteBuf out, long id) {
                out.writeBytes(PINGREQ);
            }
        };
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean text) {
        int first = message.readerIndex();
        switch (message.getUnsignedByte(first)) {
            case CONNACK:
                return message.getByte(first + 3) == 0 ? subscribe : REFUSED;
            case SUBACK:
                return Meaning.READY;
            case PINGRESP:
                return Meaning.PONG;
            default:
                return Meaning.OTHER;
        }
    }

    /** A PINGRESP has no id: the pongs of a connection answer its pings in order, which is the default. */
    @Override
    public PingForm pingForm() {
        return PingForm.BINARY;
    }

    /** A broker drops a client after one and a half times the 60 s that CONNECT announces. */
    @Override
    public Optional<Duration> idleTimeout() {
        return Optional.of(Duration.ofSeconds(90));
    }

    @Override
    public Optional<KeepAliveMessage> keepAlive() {
        return Optional.of(KeepAliveMessage.answered(new Payload(false, PINGREQ), Duration.ofSeconds(60)));
    }

    @Override
    public Payload floodMessage(Format format, int jsonBytes) {
        return packet(0x30, field(topic), Dialect.super.floodMessage(format, jsonBytes).bytes());
    }

    @Override
    public Optional<CloseMeaning> closeMeaning(int code) {
        return code == 4403 ? Optional.of(new CloseMeaning(true, "this client is banned")) : Optional.empty();
    }

    /** Fixed header, remaining length, and the rest (MQTT 3.1.1, section 2). */
    private static Payload packet(int type, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int length = body.size();
        do {
            packet.write(length > 127 ? length % 128 | 128 : length);
            length /= 128;
        } while (length > 0);
        packet.writeBytes(body.toByteArray());
        return new Payload(false, packet.toByteArray());
    }

    private static byte[] field(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.writeBytes(bytes(utf8.length >> 8, utf8.length));
        field.writeBytes(utf8);
        return field.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}

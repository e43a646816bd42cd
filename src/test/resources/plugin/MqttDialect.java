package example;

import io.netty.buffer.*;
import java.time.*;
import java.util.*;
import wse.config.*;
import wse.dialect.*;

/** MQTT 3.1.1: CONNECT is the login, PINGREQ the ping, PUBLISH the flood. In echo floods, PUBACK answers it (QoS 1). */
public final class MqttDialect implements DialectProvider, Dialect {
    private static final Payload PINGREQ = Payload.binary((byte) 0xC0, (byte) 0);
    private static final KeepAliveMessage ALIVE = KeepAliveMessage.answered(PINGREQ, Duration.ofSeconds(60));
    private final OpeningRequest request;
    private final boolean acknowledged;
    public MqttDialect() { this(DialectContext.at(Instant.EPOCH)); }
    private MqttDialect(DialectContext context) {
        request = OpeningRequest.of(context.path().orElse("/mqtt")).withSubprotocols("mqtt");
        acknowledged = context.floodDirection().equals(Optional.of(Direction.ECHO));
    }
    public String name() { return "mqtt"; }
    public String summary() { return "MQTT 3.1.1 brokers"; }
    public Dialect create(DialectContext context) { return new MqttDialect(context); }
    public OpeningRequest openingRequest(int user) { return request; }
    public Conversation conversation(int user) {
        ByteBuf connect = field("MQTT").writeByte(4).writeByte(2).writeShort(60).writeBytes(field("wse-" + user));
        return new Conversation() {
            public Meaning onOpen() { return Meaning.send(packet(0x10, connect)); }
            public Meaning onMessage(ByteBuf packet, boolean text) { return meaning(packet, packet.readerIndex()); }
            public void writePing(ByteBuf out, long id) { out.writeBytes(PINGREQ.bytes()); }
        };
    }
    /** CONNACK with its return code, and PINGRESP, which has no id: by default, pongs answer pings in order. */
    private static Meaning meaning(ByteBuf packet, int at) {
        if (packet.getByte(at) != 0x20) return packet.getByte(at) == (byte) 0xD0 ? Meaning.PONG : Meaning.OTHER;
        return packet.getByte(at + 3) == 0 ? Meaning.READY : Meaning.refused("the broker refused the connection");
    }
    public Packing packing() { return Varint.packing(1); }
    public PingForm pingForm() { return PingForm.BINARY; }
    public Optional<Duration> idleTimeout() { return Optional.of(Duration.ofSeconds(90)); }
    public Optional<KeepAliveMessage> keepAlive() { return Optional.of(ALIVE); }
    public Set<Direction> floodDirections() { return Set.of(Direction.OUT, Direction.ECHO); }
    public boolean acknowledgesFloods() { return true; }
    public Payload floodMessage(Format format, int bytes) { return numbered(PINGREQ, format, bytes, 0); }
    public Payload numbered(Payload message, Format format, int bytes, long number) {
        ByteBuf publish = acknowledged ? field("wse").writeShort((int) Math.floorMod(number, 65_535L) + 1) : field("wse");
        return packet(acknowledged ? 0x32 : 0x30, publish.writeBytes(TradeUpdate.of(format, bytes).bytes()));
    }
    public boolean isFloodMessage(Payload sent, ByteBuf packet, boolean text) {
        int at = Varint.end(sent.bytes(), 1) + 5; // after the topic
        int id = (sent.bytes()[at] & 0xFF) << 8 | sent.bytes()[at + 1] & 0xFF;
        return packet.readableBytes() == 4 && packet.getInt(packet.readerIndex()) == (0x4002 << 16 | id);
    }
    private static Payload packet(int type, ByteBuf rest) {
        ByteBuf packet = Varint.write(Unpooled.buffer().writeByte(type), rest.readableBytes()).writeBytes(rest);
        return new Payload(false, ByteBufUtil.getBytes(packet));
    }
    private static ByteBuf field(String text) {
        return Unpooled.buffer().writeShort(text.length()).writeBytes(text.getBytes());
    }
}

package wse.gatling;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/**
 * A protocol with a login of several messages and a server that pings its clients. Either all its messages are text, or
 * all are binary.
 */
record LoginDialect(boolean text) implements Dialect {

    private static final OpeningRequest REQUEST = OpeningRequest.of("/");

    /** The server's side of the protocol: it closes a connection that does anything unexpected. */
    void serve(TrickServer.Peer peer) throws IOException {
        int opcode = text ? TrickServer.Peer.TEXT : TrickServer.Peer.BINARY;
        peer.upgrade();
        expect(peer, opcode, "hello");
        peer.send(opcode, "who?");
        expect(peer, opcode, "name");
        expect(peer, opcode, "password");
        peer.send(opcode, "welcome");
        while (true) {
            expect(peer, opcode, "ping");
            peer.send(opcode, "pong");
            peer.send(opcode, "there?");
            expect(peer, opcode, "here");
        }
    }

    private static void expect(TrickServer.Peer peer, int opcode, String message) throws IOException {
        String read = peer.read(opcode);
        if (!read.equals(message)) {
            throw new IOException(read + " instead of " + message);
        }
    }

    @Override
    public String name() {
        return "login";
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return REQUEST;
    }

    @Override
    public PingForm pingForm() {
        return text ? PingForm.TEXT : PingForm.BINARY;
    }

    @Override
    public Meaning onOpen() {
        return Meaning.send(message("hello"));
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean isText) {
        return switch (message.toString(StandardCharsets.UTF_8)) {
            case "who?" -> Meaning.send(message("name")).andSend(message("password"));
            case "welcome" -> Meaning.READY;
            case "pong" -> Meaning.PONG;
            case "there?" -> Meaning.SERVER_PING.andSend(message("here"));
            default -> Meaning.OTHER;
        };
    }

    private Payload message(String content) {
        return new Payload(text, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        out.writeBytes("ping".getBytes(StandardCharsets.US_ASCII));
    }
}

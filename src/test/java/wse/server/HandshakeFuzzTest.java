package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import wse.fuzz.Pieces;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a client sends as its upgrade request, the reference server answers it in the same way wherever it is cut, answers each
 * complete request, and opens a WebSocket only for a request that RFC 6455 allows.
 */
public class HandshakeFuzzTest {

    private static final int MUTATIONS = 5_000;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern KEY =
            Pattern.compile("(?i)\\nsec-websocket-key:[ \\t]*([A-Za-z0-9+/]{22}==)[ \\t]*\\r?\\n");
    private static final Pattern ACCEPT = Pattern.compile("sec-websocket-accept: (\\S+)\\r\\n");

    private static final Service WSE = service(ServerDialect.WSE);
    private static final Service ECHO = service(ServerDialect.ECHO);
    private static final Loop WSE_LOOP = new Loop(WSE, new FuzzedChannel().eventLoop());
    private static final Loop ECHO_LOOP = new Loop(ECHO, new FuzzedChannel().eventLoop());

    private static Service service(ServerDialect dialect) {
        ServerOptions options = ServerOptions.defaults();
        return Service.of(
                options.withSpeech(options.speech().withDialect(dialect)),
                InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void shouldAnswerSeedsAndMutations() throws IOException {
        ShortRun.of(HandshakeFuzzTest.class, HandshakeFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Pieces pieces = Pieces.of(input);
        check(WSE_LOOP, pieces);
        check(ECHO_LOOP, pieces);
    }

    private static void check(Loop loop, Pieces pieces) {
        String request = new String(pieces.stream(), StandardCharsets.ISO_8859_1);
        String answer = answer(loop, List.of(pieces.stream()));
        Property.same("the answer does not depend on where the request is cut", answer, answer(loop, pieces.list()));
        Property.same(
                "no connection is left", 0, loop.service.counters().connections.get());
        Property.holds(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), "an answer is HTTP");
        int end = request.indexOf("\r\n\r\n");
        if (end > 0 && end < 1000 && request.startsWith("GET /")) {
            Property.holds(!answer.isEmpty(), "a complete request is answered");
        }
        if (answer.startsWith("HTTP/1.1 101 ")) {
            Property.holds(request.stripLeading().startsWith("GET "), "only GET opens a WebSocket");
            checkAccept(request.strip().split("\\r?\\n\\r?\\n", 2)[0] + "\r\n", answer);
        }
    }

    private static void checkAccept(String head, String answer) {
        Matcher key = KEY.matcher(head);
        Matcher accept = ACCEPT.matcher(answer);
        Property.holds(accept.find(), "a WebSocket opens with its proof");
        if (key.find()) {
            Property.same("the proof belongs to the key", accept(key.group(1)), accept.group(1));
            Property.holds(!key.find(), "a request has only one key");
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** What the server sends, without random ids. */
    private static String answer(Loop loop, List<byte[]> pieces) {
        FuzzedChannel channel = new FuzzedChannel();
        HttpRequestDecoder http = new HttpRequestDecoder();
        channel.pipeline().addLast(http, new Handshake(loop, channel, http, InetAddress.getLoopbackAddress()));
        for (byte[] piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
            }
        }
        StringBuilder sent = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.append(out.toString(StandardCharsets.ISO_8859_1));
            out.release();
        }
        channel.finishAndReleaseAll();
        return ID.matcher(sent).replaceAll("id");
    }
}

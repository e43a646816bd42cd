package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import wse.engine.Disconnect.Kind;
import wse.fuzz.Pieces;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a server answers to the upgrade request, the client judges it in the same way wherever it is cut, reads nothing
 * beyond it, reports it in one printable line, and agrees with Netty's decoder about what is a WebSocket.
 */
public class UpgradeFuzzTest {

    private static final int MUTATIONS = 20_000;
    /** Small, so that mutations reach the limit. */
    private static final int MAX_HEAD_BYTES = 1024;

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    /**
     * Heads of which each line is a status line or a field of printable ASCII characters, and ends with CRLF. Netty refuses
     * others, although RFC 9112 allows some of them (sections 2.2, 4 and 5.2).
     */
    private static final Pattern PLAIN =
            Pattern.compile("(?:HTTP/1\\.[0-9] [1-9][0-9]{2}(?: [ -~]*+)?\r\n(?:[A-Za-z0-9-]++:[ -~]*+\r\n)*+\r\n)++");

    private static final UpgradeRequest OFFERED =
            new UpgradeRequest("localhost", "/", Map.of("Sec-WebSocket-Protocol", "chat"));
    private static final Disconnect NOTHING = Disconnect.of(Kind.RESET, "nothing came");

    /** @param rest what was left in the buffer, in hexadecimal, if the connection is open */
    private record Verdict(boolean complete, Optional<Disconnect> refusal, String rest) {

        /** What may not depend on where the response is cut: of text that is not HTTP, only the beginning is quoted. */
        Object essence() {
            boolean cutOff = refusal.isPresent() && refusal.get().kind() == Kind.NOT_HTTP;
            return cutOff ? Kind.NOT_HTTP : new Verdict(complete, refusal.map(Verdict::withoutTime), rest);
        }

        /** The time until a date in the response depends on the clock. */
        private static Disconnect withoutTime(Disconnect why) {
            return new Disconnect(
                    why.kind(), why.code(), why.detail().replaceAll("Retry-After: \\d+ s", "Retry-After"));
        }

        boolean hasNoStatus() {
            return refusal.filter(why -> why.detail().contains("not a status line"))
                    .isPresent();
        }

        boolean isOpen() {
            return complete && refusal.isEmpty();
        }
    }

    @Test
    void shouldJudgeSeedsAndMutations() throws IOException {
        ShortRun.of(UpgradeFuzzTest.class, UpgradeFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Pieces pieces = Pieces.of(input);
        Verdict whole = judge(List.of(pieces.stream()));
        Property.same(
                "the verdict does not depend on where the response is cut",
                whole.essence(),
                judge(pieces.list()).essence());
        whole.refusal().ifPresent(UpgradeFuzzTest::checkWords);
        if (whole.complete()
                && PLAIN.matcher(new String(pieces.stream(), StandardCharsets.ISO_8859_1))
                        .matches()) {
            compareWithNetty(pieces.stream(), whole);
        }
    }

    private static Verdict judge(List<byte[]> pieces) {
        Upgrade upgrade = new Upgrade(ACCEPT, MAX_HEAD_BYTES);
        ByteBuf rest = Unpooled.buffer();
        boolean complete = false;
        for (byte[] piece : pieces) {
            ByteBuf in = Unpooled.wrappedBuffer(piece);
            complete = complete || upgrade.read(in);
            rest.writeBytes(in);
        }
        Disconnect early = upgrade.endedEarly(NOTHING);
        Property.holds(upgrade.soFar().length() <= 1000, "what has arrived of a response is one short line");
        if (!complete) {
            return new Verdict(false, Optional.of(early), "");
        }
        Optional<Disconnect> refusal = upgrade.judge(OFFERED);
        return new Verdict(
                true, refusal, refusal.isPresent() ? "" : HexFormat.of().formatHex(ByteBufUtil.getBytes(rest)));
    }

    private static void checkWords(Disconnect refusal) {
        checkLine(refusal.detail());
        refusal.refusal().ifPresent(response -> {
            Property.same("a rejection has the status of the response", response.status(), refusal.code());
            Property.holds(response.status() >= 100, "a status has three digits and does not begin with 0");
            checkLine(response.words());
            response.retryAfter()
                    .ifPresent(wait -> Property.holds(
                            !wait.isNegative() && wait.toSeconds() <= 1L << 31,
                            "Retry-After is from 0 to 2^31 seconds"));
        });
    }

    private static void checkLine(String words) {
        Property.holds(!words.isEmpty() && words.length() <= 1000, "a reason is one short line");
        Property.holds(words.chars().noneMatch(Character::isISOControl), "a reason has no control characters");
    }

    private static void compareWithNetty(byte[] stream, Verdict ours) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(MAX_HEAD_BYTES, MAX_HEAD_BYTES, 8192));
        boolean opens = false;
        boolean allHaveStatus = true;
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(stream));
            for (Object part = channel.readInbound(); part != null && !opens; part = channel.readInbound()) {
                if (part instanceof HttpResponse response) {
                    opens = opens(response);
                    allHaveStatus &= response.decoderResult().isSuccess()
                            && response.status().code() >= 100
                            && response.status().code() <= 999;
                }
                ReferenceCountUtil.release(part);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        Property.holds(opens || !ours.isOpen(), "what opens a WebSocket does so for Netty, too");
        Property.holds(!allHaveStatus || !ours.hasNoStatus(), "a status line that Netty reads is read");
    }

    private static boolean opens(HttpResponse response) {
        return response.decoderResult().isSuccess()
                && response.status().code() == 101
                && response.headers().getAll(HttpHeaderNames.CONNECTION).stream()
                        .anyMatch(list -> list.toLowerCase(Locale.ROOT).contains("upgrade"))
                && response.headers().getAll(HttpHeaderNames.UPGRADE).stream()
                        .allMatch(name -> name.strip().equalsIgnoreCase("websocket"))
                && ACCEPT.equals(response.headers()
                        .get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, "")
                        .strip());
    }
}

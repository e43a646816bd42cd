package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.dialect.script.Descriptions.dialect;
import static wse.dialect.script.Descriptions.hex;
import static wse.dialect.script.Descriptions.sent;
import static wse.dialect.script.Descriptions.string;
import static wse.dialect.script.Descriptions.text;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wse.config.BadInputException;
import wse.config.Direction;
import wse.config.Format;
import wse.dialect.CloseMeaning;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Meaning.Kind;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;

/** How the dialect uses each part of a description. */
class ScriptDialectTest {

    @Test
    void shouldNeedNothingButAFileThatIsNotEmpty() {
        Dialect bare = dialect("path: /live");

        assertThat(bare.openingRequest(3)).isEqualTo(OpeningRequest.of("/live")).isSameAs(bare.openingRequest(4));
        assertThat(bare.conversation(3)).isSameAs(bare.conversation(4));
        assertThat(bare.onOpen().kind()).isEqualTo(Kind.READY);
        assertThat(bare.pingForm()).isEqualTo(PingForm.FRAME);
        assertThat(bare.confirmsFloodsByFrame()).isTrue();
        assertThat(bare.keepAlive()).isEmpty();
        assertThat(bare.floodMessage(Format.JSON, 175).length()).isEqualTo(175);
        assertThat(bare.name()).isEqualTo("chat");
    }

    @Test
    void shouldSendEachUsersOwnRequest() {
        Dialect own = dialect(
                "path: /live/#{user.name}?v=2",
                "query: {token: '#{user.token}', 'room no': 'a b', key: '#{env.KEY}'}",
                "headers: {Authorization: 'Bearer #{user.token}', X-Number: '#{index}'}",
                "origin: https://example.org",
                "subprotocols: [v2.chat, v1.chat]");

        OpeningRequest request = own.openingRequest(7);

        assertThat(request.target()).isEqualTo("/live/bob?v=2&token=a%2Bb%26c&room%20no=a%20b&key=k%20%C3%BC");
        assertThat(request.allHeaders())
                .containsEntry("Authorization", "Bearer a+b&c")
                .containsEntry("X-Number", "7")
                .containsEntry("Origin", "https://example.org")
                .containsEntry("Sec-WebSocket-Protocol", "v2.chat, v1.chat");
        assertThat(own.openingRequest(0).target()).startsWith("/live/ann?v=2&token=t-0");
    }

    @Test
    void shouldUseThePathOfTheSettings() {
        assertThat(new ScriptDialect("chat.yaml", Descriptions.read("path: /live"), Optional.of("/other?x=1"))
                        .openingRequest(0)
                        .target())
                .isEqualTo("/other?x=1");
    }

    @Test
    void shouldLogInStepByStep() {
        Conversation user = dialect(
                        "login:",
                        "  - send: ['hello #{index}', 'at #{now}']",
                        "    await: {json: {/type: challenge}}",
                        "    keep: {nonce: /nonce, name: {regex: '\"by\":\"(\\w+)'}}",
                        "  - send: 'answer #{kept.nonce} to #{kept.name} at #{now.seconds}'",
                        "    await: [{text: ok}, {startsWith: 'ok '}]",
                        "  - send: subscribe")
                .conversation(7);

        assertThat(sent(user.onOpen())).containsExactly("hello 7", "at 1767323045678");
        assertThat(user.onMessage(text("ok"), true).kind()).isEqualTo(Kind.OTHER);
        assertThat(sent(user.onMessage(text("{\"by\":\"eve\",\"type\":\"challenge\",\"nonce\":42 }"), true)))
                .containsExactly("answer 42 to eve at 1767323045");
        var ready = user.onMessage(text("ok then"), true);
        assertThat(ready.kind()).isEqualTo(Kind.READY);
        assertThat(sent(ready)).containsExactly("subscribe");
        assertThat(user.onMessage(text("ok"), true).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void shouldSayWhatTheAwaitedMessageLacks() {
        Conversation user = dialect("login: {await: {json: {/type: hi}}, keep: {sid: /sid}}")
                .conversation(0);
        user.onOpen();

        assertThat(user.onMessage(text("{\"type\":\"hi\"}"), true).reason())
                .isEqualTo(
                        "the message that step 1 of the login awaits has no /sid to keep as sid; correct login.keep");
    }

    @Test
    void shouldSayWhyTheServerRefusesTheLogin() {
        Conversation user = dialect(
                        "login: {send: hello, await: ok}",
                        "refused:",
                        "  - when: {json: {/error: '#{any}'}}",
                        "    reason: the password is wrong; check PASSWORD",
                        "    words: /error/message",
                        "  - when: {contains: 'go away'}")
                .conversation(0);
        user.onOpen();

        assertThat(user.onMessage(text("{\"error\":{\"message\":\"no \\\"x\\\"\"}}"), true))
                .satisfies(meaning -> assertThat(meaning.kind()).isEqualTo(Kind.REFUSED))
                .satisfies(meaning ->
                        assertThat(meaning.reason()).isEqualTo("the password is wrong; check PASSWORD: no \\\"x\\\""));
        assertThat(user.onMessage(text("please go away"), true).reason()).isEqualTo("the server refused the login");
    }

    @Test
    void shouldMatchAnswersByAnIdInJson() {
        Dialect dialect = dialect(
                "ping:",
                "  send: '{\"type\":\"ping\",\"payload\":{\"id\":#{id}}}'",
                "  answer: {json: {/type: pong, /payload/id: '#{id}'}}");

        assertThat(dialect.pingForm()).isEqualTo(PingForm.TEXT);
        assertThat(dialect.confirmsFloodsByFrame()).isFalse();
        assertThat(ping(dialect, (1L << 53) - 1))
                .isEqualTo("{\"type\":\"ping\",\"payload\":{\"id\":9007199254740991}}");
        assertPong(dialect, text(" { \"payload\" : {\"id\": 47 } ,\"type\":\"pong\"}"), 47);
        assertPong(dialect, text("{\"payload\":{\"id\":\"48\"},\"type\":\"po\\u006eg\"}"), 48);
        assertNoPong(dialect, text("{\"payload\":{},\"type\":\"pong\"}"));
        assertNoPong(dialect, text("{\"payload\":{\"id\":47},\"type\":\"pongs\"}"));
        assertNoPong(dialect, text("{\"payload\":{\"id\":47.5},\"type\":\"pong\"}"));
        assertNoPong(dialect, text("pong"));
    }

    @Test
    void shouldMatchAnswersByAnIdInAnArrayAfterAPrefix() {
        Dialect dialect = dialect("ping: {send: 'x#{id}', answer: {startsWith: '43', json: {/0/1: ok, /2: '#{id}'}}}");

        assertPong(dialect, text("43[[1,\"ok\"],{\"a\":[7,8]},99]"), 99);
        assertNoPong(dialect, text("43[[1],null,99]"));
        assertNoPong(dialect, text("43[]"));
    }

    @Test
    void shouldMatchAnswersByText() {
        Dialect dialect = dialect("ping: {send: 'x#{id}', answer: {startsWith: '43#{id}['}}");

        assertPong(dialect, text("4312[true]"), 12);
        assertNoPong(dialect, text("43[true]"));
        assertNoPong(dialect, text("4312"));
        assertPong(dialect("ping: {send: 'x#{id}', answer: 'y#{id}'}"), text("y9"), 9);
        assertNoPong(dialect("ping: {send: 'x#{id}', answer: 'y#{id}'}"), text("y9 "));
    }

    @Test
    void shouldMatchAnswersByTheGroupOfARegularExpression() {
        Dialect dialect =
                dialect("ping: {send: 'x#{id}', answer: {regex: '^RECEIPT\\n(?:.*\\n)*?receipt-id:p-(\\d+)\\n'}}");

        assertPong(dialect, text("RECEIPT\nä:b\nreceipt-id:p-77\n\n\0"), 77);
        assertNoPong(dialect, text("RECEIPT\nreceipt-id:q-77\n\n\0"));
        assertPong(dialect("ping: {send: 'x#{id}', answer: {regex: 'a(\\w*)'}}"), text("a1 ab"), 1);
        assertNoPong(dialect("ping: {send: 'x#{id}', answer: {regex: 'a(\\w*)'}}"), text("ab a1"));
    }

    /** GraphQL servers may answer a ping without its payload. */
    @Test
    void shouldHintAtAnswersWithoutAnId() {
        assertThat(dialect("ping: {send: 'x#{id}', answer: 'y#{id}'}").hints().pingAnswer())
                .isEqualTo(
                        "check the key \"ping\" in chat.yaml; if the server's answer does not repeat the id of the ping, leave #{id}"
                                + " out of ping.answer");
    }

    @Test
    void shouldMatchAnswersInOrder() {
        Dialect dialect = dialect("ping: {send: '2', answer: '3'}");

        assertPong(dialect, text("3"), Conversation.IN_ORDER);
        assertNoPong(dialect, text("33"));
    }

    @Test
    void shouldMatchBinaryAnswersWithIdsOfAnyWidth() {
        Dialect dialect = dialect(
                "ping:", "  send: {hex: '#{length:u16} 01 #{id:u32le}'}", "  answer: {hex: '?? ?? 02 #{id:u32le}'}");
        Conversation user = dialect.conversation(5);
        ByteBuf ping = Unpooled.buffer();
        long id = 5L << 32 | 0xF0000001L;

        user.writePing(ping, id);

        assertThat(dialect.pingForm()).isEqualTo(PingForm.BINARY);
        assertThat(HexFormat.of().formatHex(ping.array(), 0, ping.writerIndex()))
                .isEqualTo("000501010000f0");
        assertThat(user.onMessage(hex("00 05 02 01 00 00 F0"), false).kind()).isEqualTo(Kind.PONG);
        assertThat(user.pongId(hex("00 05 02 01 00 00 F0"))).isEqualTo(id);
        assertThat(user.pongId(hex("00 05 02 00 00 00 F0"))).isEqualTo(id - 1);
        assertThat(user.onMessage(hex("00 05 03 01 00 00 F0"), false).kind()).isEqualTo(Kind.OTHER);
        assertThat(user.onMessage(hex("00 05 02 01 00 00 F0 00"), false).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void shouldCompleteShortIds() {
        Conversation user =
                dialect("ping: {send: '#{shortId}', answer: '#{shortId}'}").conversation(0);
        ByteBuf ping = Unpooled.buffer();
        long id = 3L << 40 | 0x80000005L;

        user.writePing(ping, id);

        assertThat(ping.toString(StandardCharsets.UTF_8)).isEqualTo("5");
        assertThat(user.pongId(text("5"))).isEqualTo(id);
        assertThat(user.pongId(text("4"))).isEqualTo(id - 1);
    }

    @Test
    void shouldAnswerTheServersPings() {
        Dialect dialect = dialect(
                "login: {send: a, await: b}",
                "serverPing:",
                "  - {when: '2', answer: '3'}",
                "  - when: {json: {/op: ping}}",
                "    keep: {stamp: /ts}",
                "    answer: '{\"op\":\"pong\",\"ts\":#{kept.stamp},\"user\":\"#{user.name}\"}'",
                "  - when: {json: {/op: heartbeat}}");

        assertThat(sent(dialect.conversation(0).onMessage(text("2"), true))).containsExactly("3");
        assertThat(sent(dialect.conversation(7).onMessage(text("{\"op\":\"ping\",\"ts\":1.5}"), true)))
                .containsExactly("{\"op\":\"pong\",\"ts\":1.5,\"user\":\"bob\"}");
        assertThat(dialect.conversation(0).onMessage(text("{\"op\":\"heartbeat\"}"), true))
                .satisfies(meaning -> assertThat(meaning.kind()).isEqualTo(Kind.SERVER_PING))
                .satisfies(meaning -> assertThat(meaning.replies()).isEmpty());
    }

    @Test
    void shouldKeepConnectionsAlive() {
        Dialect dialect = dialect(
                "ping: {send: \"\\n\", answer: \"\\n\"}",
                "idleTimeout: 60s",
                "keepAlive: {send: '#{env.ROOM}', every: 20s}");

        assertThat(dialect.idleTimeout()).contains(Duration.ofSeconds(60));
        assertThat(dialect.keepAlive())
                .hasValueSatisfying(each -> assertThat(each.message().hasSameBytes(Payload.text("lobby")))
                        .isTrue())
                .hasValueSatisfying(each -> assertThat(each.interval()).isEqualTo(Duration.ofSeconds(20)))
                .map(KeepAliveMessage::answered)
                .contains(false);
        assertThat(dialect("ping: {send: '2', answer: '3'}", "keepAlive: {send: '2', every: 20s}")
                        .keepAlive()
                        .map(KeepAliveMessage::answered))
                .contains(true);
    }

    @Test
    void shouldFloodWithAMessageOfEachSize() {
        Dialect dialect =
                dialect("flood: {message: '{\"n\":#{number},\"room\":\"#{env.ROOM}\",\"x\":\"#{padding}\"}'}");

        Payload message = dialect.floodMessage(Format.JSON, 100);

        assertThat(message.length()).isEqualTo(100);
        assertThat(string(message)).startsWith("{\"n\":1000000000,\"room\":\"lobby\",\"x\":\"xxx");
        assertThat(dialect.floodMessage(Format.JSON, 64).length()).isEqualTo(64);
        assertThat(string(dialect.numbered(message, Format.JSON, 100, -1)))
                .hasSize(100)
                .startsWith("{\"n\":2147483647,");
    }

    @Test
    void shouldWrapTheMessageOfThePublishedSuite() {
        Dialect dialect = dialect("flood: {message: '[\"trade\",#{tradeUpdate}]'}");
        Payload message = dialect.floodMessage(Format.JSON, 175);

        assertThat(string(message)).startsWith("[\"trade\",{\"p\":{").hasSize(175 + 10);
        assertThat(dialect.numbered(message, Format.JSON, 175, 7).hasSameBytes(message))
                .isFalse();
    }

    @Test
    void shouldRefuseOtherSizesOfAMessageThatHasOnlyOne() {
        Dialect dialect = dialect("flood: {message: {hex: '01 02'}}");

        assertThat(dialect.floodMessage(Format.JSON, 175).text()).isFalse();
        assertThatThrownBy(() -> dialect.floodMessage(Format.JSON, 64))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("its message always has 2 bytes; add one of them");
    }

    @Test
    void shouldConfirmFloodsAsTheDescriptionSays() {
        String ping = "ping: {send: a, answer: b}";

        assertThat(dialect(ping, "flood: {confirmedBy: pingFrame}").confirmsFloodsByFrame())
                .isTrue();
        assertThat(dialect(ping, "flood: {confirmedBy: echo}").floodDirection()).isEqualTo(Direction.ECHO);
        assertThat(dialect(ping).floodDirection()).isEqualTo(Direction.OUT);
        assertThat(dialect(ping).floodDirections()).isEqualTo(Set.of(Direction.OUT, Direction.ECHO));
        assertThat(dialect("flood: {confirmedBy: echo}").confirmsFloodsByFrame())
                .isTrue();
    }

    @Test
    void shouldKnowWhatCloseCodesMean() {
        Dialect dialect = dialect("closeCodes: {4000: the game is over, 4401: {means: no ticket, refused: true}}");

        assertThat(dialect.closeMeaning(4000)).contains(new CloseMeaning(false, "the game is over"));
        assertThat(dialect.closeMeaning(4401)).contains(new CloseMeaning(true, "no ticket"));
        assertThat(dialect.closeMeaning(1000)).isEmpty();
    }

    private static String ping(Dialect dialect, long id) {
        ByteBuf ping = Unpooled.buffer();
        dialect.writePing(ping, id);
        return ping.toString(StandardCharsets.UTF_8);
    }

    private static void assertPong(Dialect dialect, ByteBuf message, long id) {
        assertThat(dialect.onMessage(message, true).kind()).isEqualTo(Kind.PONG);
        assertThat(dialect.pongId(message)).isEqualTo(id);
    }

    private static void assertNoPong(Dialect dialect, ByteBuf message) {
        assertThat(dialect.onMessage(message, true).kind()).isEqualTo(Kind.OTHER);
    }
}

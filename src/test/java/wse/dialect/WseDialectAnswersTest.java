package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Direction;
import wse.config.Format;
import wse.config.Users;
import wse.dialect.Meaning.Kind;

/** All methods of {@link WseDialect} except those that say what a message means. */
class WseDialectAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String SECRET = "a secret of at least 32 bytes, for tests";

    private final Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, "a.b.c");

    private static Dialect dialect(DialectContext context) {
        return new WseProvider().create(context);
    }

    @Test
    void shouldSendTheTokenAsCookieAndBearer() {
        OpeningRequest request =
                dialect(DialectContext.at(NOW).withToken("a.b.c")).openingRequest(7);

        assertThat(request.target()).isEqualTo("/wse?compression=false&protocol_version=1");
        assertThat(request.allHeaders())
                .containsEntry("Cookie", "access_token=a.b.c")
                .containsEntry("Authorization", "Bearer a.b.c")
                .hasSize(2);
        assertThat(request.subprotocols()).isEmpty();
        assertThat(request.toString()).doesNotContain("a.b.c");
    }

    @Test
    void shouldSignTheSameTokenInEveryProcessOfARun() {
        DialectContext context = DialectContext.at(NOW).withSecret(SECRET).withLongest(Duration.ofMinutes(90));

        assertThat(dialect(context).openingRequest(0))
                .isEqualTo(dialect(context).openingRequest(1));
        assertThat(new Jwt(SECRET, InstantSource.fixed(NOW)).judge(token(dialect(context))))
                .isInstanceOfSatisfying(
                        Jwt.Good.class, good -> assertThat(good.subject()).isEqualTo(Jwt.BENCH_USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT90M", "PT240H"})
    void shouldSignATokenForTheRunAndTenMinutes(Duration longest) throws Exception {
        DialectContext context = DialectContext.at(NOW).withSecret(SECRET).withLongest(longest);

        assertLifetime(dialect(context), NOW, longest.plus(Duration.ofMinutes(10)));
    }

    /** A later expiry date would be too large for a number. */
    @Test
    void shouldSignATokenForAtMostTenYears() throws Exception {
        DialectContext context =
                DialectContext.at(NOW).withSecret(SECRET).withLongest(Duration.ofSeconds(Long.MAX_VALUE));

        assertLifetime(dialect(context), NOW, Duration.ofDays(3650).plusMinutes(10));
    }

    @Test
    void shouldSignANewTokenForEachStepOfASearch() throws Exception {
        Dialect first =
                dialect(DialectContext.at(NOW).withSecret(SECRET).withPath("/p").withFloodDirection(Direction.IN));
        Instant later = NOW.plus(Duration.ofDays(3));

        Dialect renewed = first.renewed(later, Duration.ofMinutes(7));

        assertLifetime(renewed, later, Duration.ofMinutes(17));
        assertThat(renewed.openingRequest(0).target()).isEqualTo("/p?duty=send");
        assertLifetime(renewed.renewed(NOW, Duration.ZERO), NOW, Duration.ofMinutes(10));
    }

    @Test
    void shouldSendTheTokenOfEachUser() {
        Users users = Users.of(List.of("name", "token"), List.of(List.of("a", "a.b.c"), List.of("d", "d.e.f")), false);
        Dialect dialect = dialect(DialectContext.at(NOW).withUsers(users));

        assertThat(List.of(0, 1))
                .extracting(user -> dialect.openingRequest(user).allHeaders())
                .containsExactly(
                        Map.of("Cookie", "access_token=a.b.c", "Authorization", "Bearer a.b.c"),
                        Map.of("Cookie", "access_token=d.e.f", "Authorization", "Bearer d.e.f"));
        assertThat(dialect.renewed(NOW, Duration.ofDays(1))).isSameAs(dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "user"})
    void shouldSignATokenForEachUser(String column) throws Exception {
        List<String> names = List.of("ada", "Jos\u00e9 \"\\\n", "");
        Users users = Users.of(List.of(column), names.stream().map(List::of).toList(), false);
        DialectContext context = DialectContext.at(NOW).withSecret(SECRET).withLongest(Duration.ofMinutes(7));

        assertThatThrownBy(() -> dialect(context.withUsers(users)))
                .hasMessageContaining("the column " + column + " of wse.users must not be empty: row 3");

        Dialect dialect = dialect(context.withUsers(Users.of(
                List.of(column), names.subList(0, 2).stream().map(List::of).toList(), true)));
        for (int user = 0; user < 4; user++) {
            String expected = names.get(user % 2);
            assertThat(new Jwt(SECRET, InstantSource.fixed(NOW)).judge(token(dialect, user)))
                    .isInstanceOfSatisfying(
                            Jwt.Good.class, good -> assertThat(good.subject()).isEqualTo(expected));
        }
        assertLifetime(dialect, NOW, Duration.ofMinutes(17));
        assertLifetime(dialect.renewed(NOW, Duration.ZERO), NOW, Duration.ofMinutes(10));
        assertThat(token(dialect.renewed(NOW, Duration.ofMinutes(7)), 1)).isEqualTo(token(dialect, 1));
    }

    @Test
    void shouldSayWhichColumnIsMissing() {
        DialectContext context = DialectContext.at(NOW)
                .withSecret(SECRET)
                .withUsers(Users.of(List.of("name"), List.of(List.of("a")), false));

        assertThatThrownBy(() -> dialect(context))
                .hasMessage(
                        "wse.users must have a column token, or a column sub or user with the subjects of tokens to sign:"
                                + " its columns are name; rename a column");
    }

    @Test
    void shouldKeepAFinishedToken() {
        Dialect given = dialect(DialectContext.at(NOW).withToken("a.b.c").withSecret(SECRET));

        assertThat(given.renewed(NOW, Duration.ofDays(1))).isSameAs(given);
    }

    private static void assertLifetime(Dialect dialect, Instant issuedAt, Duration lifetime) throws Exception {
        String claims = token(dialect).split("\\.")[1];
        JsonNode json = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(claims));
        assertThat(json.path("iat").asLong()).isEqualTo(issuedAt.getEpochSecond());
        assertThat(Duration.ofSeconds(
                        json.path("exp").asLong() - json.path("iat").asLong()))
                .isEqualTo(lifetime);
    }

    private static String token(Dialect dialect) {
        return token(dialect, 0);
    }

    private static String token(Dialect dialect, int user) {
        return dialect.openingRequest(user).headers().get("Authorization").substring("Bearer ".length());
    }

    @Test
    void shouldNeedASecretOrAToken() {
        DialectContext context = DialectContext.at(NOW);

        assertThatThrownBy(() -> dialect(context)).hasMessageContaining("needs a secret or a token");
    }

    @Test
    void shouldHaveOneIdentitySoThatItsRequestIsEncodedOnce() {
        assertThat(dialect.openingRequest(0)).isSameAs(dialect.openingRequest(99));
        assertThat(dialect.conversation(0)).isSameAs(dialect.conversation(99)).isSameAs(dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "/wse,OUT,/wse",
        "/wse,IN,/wse?duty=send",
        "/wse?a=b,IN,/wse?a=b&duty=send",
        "/wse?a=b,ECHO,/wse?a=b&duty=echo"
    })
    void shouldAskTheReferenceServerForItsDutyInTheQuery(String path, Direction direction, String target) {
        DialectContext context =
                DialectContext.at(NOW).withToken("t").withPath(path).withFloodDirection(direction);

        assertThat(dialect(context).openingRequest(0).target()).isEqualTo(target);
    }

    @Test
    void shouldWaitForServerReadyAndThenSayHello() {
        Meaning ready = dialect.onMessage(text("WSE{\"t\":\"server_ready\"}"), true);

        assertThat(dialect.onOpen().kind()).isEqualTo(Kind.OTHER);
        assertThat(dialect.onOpen().replies()).isEmpty();
        assertThat(ready.kind()).isEqualTo(Kind.READY);
        assertThat(ready.replies()).singleElement().satisfies(hello -> {
            assertThat(hello.text()).isTrue();
            assertThat(new String(hello.bytes(), StandardCharsets.US_ASCII)).contains("\"client_hello\"");
        });
    }

    @Test
    void shouldSayWhatToDoAboutARefusedToken() {
        Meaning refused = dialect.onMessage(text("{\"t\":\"error\",\"p\":{\"code\":\"AUTH_FAILED\"}}"), true);

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.reason()).contains("refused the token").contains("WSE_SECRET");
    }

    @Test
    void shouldNotAnswerTheServersOwnPing() {
        assertThat(dialect.onMessage(text("{\"t\":\"ping\"}"), true).replies()).isEmpty();
    }

    @Test
    void shouldKeepConnectionsAliveWellWithinTheIdleTimeout() {
        KeepAliveMessage keepAlive = dialect.keepAlive().orElseThrow();

        assertThat(dialect.idleTimeout()).contains(Duration.ofSeconds(60));
        assertThat(keepAlive.interval()).isEqualTo(Duration.ofSeconds(45));
        assertThat(keepAlive.message().text()).isTrue();
        assertThat(keepAlive.answered()).isFalse();
        assertThat(new String(keepAlive.message().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("{\"t\":\"pong\"}");
    }

    @Test
    void shouldUseTextPingsAndConfirmFloodsByThem() {
        assertThat(dialect.pingForm()).isEqualTo(PingForm.TEXT);
        assertThat(dialect.confirmsFloodsByFrame()).isFalse();
    }

    @Test
    void shouldFloodInEveryDirectionAndFormat() {
        assertThat(dialect.floodDirections()).containsExactlyInAnyOrder(Direction.values());
        assertThat(dialect.floodFormats()).containsExactly(Format.values());
        assertThat(dialect.floodMessage(Format.JSON, 175).length()).isEqualTo(175);
        assertThat(dialect.floodMessage(Format.MSGPACK, 175).length()).isEqualTo(145);
        assertThat(dialect.floodMessage(Format.ZLIB, 175).length()).isEqualTo(152);
    }

    @Test
    void shouldDistinguishEchoesFromOtherMessages() {
        Payload sent = dialect.floodMessage(Format.JSON, 175);

        assertThat(dialect.isFloodMessage(sent, Unpooled.wrappedBuffer(sent.bytes()), true))
                .isTrue();
        assertThat(dialect.isFloodMessage(sent, Unpooled.wrappedBuffer(sent.bytes()), false))
                .isFalse();
        assertThat(dialect.isFloodMessage(sent, text("x".repeat(175)), true)).isFalse();
        assertThat(dialect.isFloodMessage(sent, Unpooled.wrappedBuffer(sent.bytes(), 0, 174), true))
                .isFalse();
    }

    @Test
    void shouldDecodeEveryFormat() {
        try (PayloadDecoder decoder = dialect.newDecoder().orElseThrow()) {
            for (Format format : Format.values()) {
                Payload message = dialect.floodMessage(format, 200);
                byte[] broken = Arrays.copyOf(message.bytes(), message.length() - 1);

                assertThat(decoder.decode(Unpooled.wrappedBuffer(message.bytes()), message.text()))
                        .isTrue();
                assertThat(decoder.decode(Unpooled.wrappedBuffer(broken), message.text()))
                        .as("%s", format)
                        .isFalse();
            }
        }
    }

    @Test
    void shouldTreatOnly4401AsARefusedToken() {
        assertThat(dialect.closeMeaning(4401)).map(CloseMeaning::refusal).contains(true);
        assertThat(List.of(1000, 1005, 1009, 4400))
                .allSatisfy(code -> assertThat(dialect.closeMeaning(code)).isEmpty());
    }

    @Test
    void shouldKnowTheCountersOfItsServers() {
        assertThat(dialect.counters().received()).isEqualTo("wse_messages_received_total");
    }

    @Test
    void shouldReadTheVersionFromServerHelloOnly() {
        ByteBuf hello = text("WSE{\"p\":{\"server_version\":\"2.0.0\"},\"t\":\"server_hello\"}");

        assertThat(dialect.serverVersion(hello, true)).contains("2.0.0");
        assertThat(dialect.serverVersion(text("WSE{\"p\":{},\"t\":\"other\"}"), true))
                .isEmpty();
    }

    @Test
    void shouldSayWhatTheServerDoesNotDecode() {
        assertThat(dialect.undecodedNote(Format.JSON, Direction.OUT)).isEmpty();
        assertThat(dialect.undecodedNote(Format.ZLIB, Direction.IN)).isEmpty();
        assertThat(dialect.undecodedNote(Format.ZLIB, Direction.OUT))
                .get()
                .asString()
                .contains("C: messages");
        assertThat(dialect.undecodedNote(Format.MSGPACK, Direction.OUT))
                .get()
                .asString()
                .contains("M: messages");
    }

    @Test
    void shouldSayWhichMessagesAreTooLong() {
        assertThat(dialect.tooLongNote(1 << 20)).isEmpty();
        assertThat(dialect.tooLongNote((1 << 20) + 1)).get().asString().contains("1,048,577 bytes may be too long");
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}

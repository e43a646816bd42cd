package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.cluster.Briefing;
import wse.config.BadInputException;
import wse.config.Compression;
import wse.config.Corpus;
import wse.config.Direction;
import wse.config.RequestConfig;
import wse.config.Secret;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Script;
import wse.engine.ClientCertificate;
import wse.engine.ClientTls;
import wse.engine.Endpoint;
import wse.engine.ServerTrust;
import wse.run.target.Contact;
import wse.run.target.Proxy;
import wse.run.target.Security;
import wse.run.target.ServerAddress;
import wse.text.Redactor;

class MemberBriefingTest {

    private static final String TOKEN = "header.payload=.signature#:!";

    private static MemberBriefing briefing(String dialect, List<String> sources) throws Exception {
        InetAddress address = InetAddress.getByAddress("server.example", new byte[] {127, 0, 0, 1});
        return new MemberBriefing(
                new Contact(
                        new InetSocketAddress(address, 5006),
                        "server.example:5006",
                        Security.NONE,
                        dialect,
                        context(),
                        new Compression("permessage-deflate,client_max_window_bits=12"),
                        new Contact.Limits(Duration.ofMillis(1_234), 5_678)),
                "auto",
                3,
                sources);
    }

    private static DialectContext context() {
        return new DialectContext(
                Optional.of("/wse?a=1&b=%C3%BC"),
                Optional.of(new Secret("a secret of more than 32 bytes #:!")),
                Optional.of(new Secret(TOKEN)),
                Optional.of(Direction.ECHO),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMinutes(90),
                Map.of("topic", "a=b", "vhost", "/"),
                Users.of(List.of("name", "token"), List.of(List.of("a, b", "\"\u00e9\n"), List.of("", "#:!=")), true),
                Optional.of(new Script("a/chat.yaml", "ping:\n  send: 'ü'\n", Map.of("KEY", new Secret("k#=!")))),
                new RequestConfig(Map.of("X-A", "b: #{index}"), Map.of("room no", "a&b"), List.of("v2", "v1")),
                Optional.of(new Corpus("a.txt", true, List.of("{\"a\": 1}", " b "))));
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        MemberBriefing told = briefing("wse", List.of("127.0.0.2", "127.0.0.3"));

        MemberBriefing heard = MemberBriefing.read(told.write());

        assertThat(heard).isEqualTo(told);
        Dialect dialect = heard.contact().newDialect(new Dialects());
        assertThat(dialect.openingRequest(0).allHeaders()).containsEntry("Authorization", "Bearer " + TOKEN);
        assertThat(heard.contact().newEndpoints(dialect).get(0).remote())
                .isEqualTo(told.contact().address());
    }

    /** A member that cannot deliver its results saves them. */
    @Test
    void shouldKnowTheSecretsInWhatAServerSays() throws Exception {
        MemberBriefing told = briefing("wse", List.of());
        Redactor redactor = MemberBriefing.read(told.write()).redactor();

        assertThat(redactor.redact("a secret of more than 32 bytes #:!, " + TOKEN + ", %C3%BC, a&b, #:!= and b: 1"))
                .isEqualTo("********, ********, ********, a&b, ******** and b: 1");
    }

    @Test
    void shouldReadAnEmptyContext() throws Exception {
        Contact bare = new Contact(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                "h:1",
                new Security(true, ClientTls.DEFAULT.withoutVerification()),
                "echo",
                DialectContext.at(Instant.EPOCH),
                Compression.OFF,
                new Contact.Limits(Duration.ofSeconds(1), 125));

        MemberBriefing told = new MemberBriefing(bare, "auto", 0, List.of());

        assertThat(MemberBriefing.read(told.write()).contact()).isEqualTo(bare);
    }

    @Test
    void shouldPassOnWhichCertificatesTheRunTrusts() throws Exception {
        List<X509Certificate> authorities =
                ServerTrust.ofThisJvm().authorities().subList(0, 2);
        Contact contact = briefing("echo", List.of()).contact();
        Security security = secured(authorities);
        Contact secured = new Contact(
                contact.address(),
                contact.servers().get(0).hostHeader(),
                security,
                contact.dialect(),
                contact.context(),
                contact.compression(),
                contact.limits());

        MemberBriefing heard = MemberBriefing.read(new MemberBriefing(secured, "auto", 0, List.of()).write());

        assertThat(heard.contact().security()).isEqualTo(security);
    }

    private static Security secured(List<X509Certificate> authorities) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new Security(
                true,
                ClientTls.DEFAULT
                        .withAuthorities(authorities)
                        .withCertificate(new ClientCertificate(authorities, pair.getPrivate()))
                        .withServerName("inner.example")
                        .withVersions(List.of("TLSv1.3"))
                        .withResumption(true));
    }

    @Test
    void shouldPassOnAllAddressesAndTheProxy() throws Exception {
        Contact contact = briefing("wse", List.of()).contact();
        List<ServerAddress> servers = List.of(
                new ServerAddress(new InetSocketAddress("127.0.0.1", 5006), "a.example:5006"),
                new ServerAddress(new InetSocketAddress("::1", 5006), "a.example:5006"),
                new ServerAddress(new InetSocketAddress("127.0.0.2", 5006), "[::2]:5006"));
        Proxy proxy = new Proxy(new InetSocketAddress("127.0.0.3", 3128), Optional.of(new Secret("user:p#=:!")));
        Contact many = new Contact(
                servers,
                Optional.of(proxy),
                contact.security(),
                contact.dialect(),
                contact.context(),
                contact.compression(),
                contact.limits());

        MemberBriefing told = new MemberBriefing(many, "auto", 0, List.of());
        Contact heard = MemberBriefing.read(told.write()).contact();

        assertThat(heard).isEqualTo(many);
        assertThat(heard.newEndpoints(heard.newDialect(new Dialects())))
                .extracting(Endpoint::remote, Endpoint::peer)
                .containsExactly(
                        tuple(servers.get(0).address(), proxy.address()),
                        tuple(servers.get(1).address(), proxy.address()),
                        tuple(servers.get(2).address(), proxy.address()));
        assertThat(told.toString() + told.write()).doesNotContain("p#=:!");
    }

    @Test
    void shouldListTheKnownProtocolsIfTheRequestedOneIsMissing() throws Exception {
        Contact contact = briefing("mqtt", List.of()).contact();

        assertThatThrownBy(() -> contact.newDialect(new Dialects()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.dialect=mqtt is not a protocol that is installed here")
                .hasMessageContaining("echo (any server that sends every message back), script (");
    }

    @Test
    void shouldHaveNoSourceAddressesIfNoneAreGiven() throws Exception {
        assertThat(MemberBriefing.read(briefing("echo", List.of()).write()).sourceAddresses())
                .isEmpty();
    }

    @Test
    void shouldNotPrintTheToken() throws Exception {
        MemberBriefing told = briefing("wse", List.of());

        assertThat(told.toString() + told.write()).doesNotContain(TOKEN);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> MemberBriefing.read(new Briefing("port=1")))
                .hasMessageContaining("same version")
                .hasMessageContaining("address is missing");
    }
}

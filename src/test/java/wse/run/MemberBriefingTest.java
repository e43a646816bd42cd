package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.cluster.Briefing;

class MemberBriefingTest {

    private static final String TOKEN = "header.payload=.signature#:!";

    private static MemberBriefing briefing(String dialect, List<String> sources) throws Exception {
        InetAddress address = InetAddress.getByAddress("server.example", new byte[] {127, 0, 0, 1});
        return new MemberBriefing(
                new Contact(
                        new InetSocketAddress(address, 5006),
                        "server.example:5006",
                        false,
                        dialect,
                        "/wse?a=1&b=%C3%BC",
                        TOKEN,
                        Duration.ofMillis(1_234)),
                "auto",
                3,
                sources);
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        MemberBriefing told = briefing("wse", List.of("127.0.0.2", "127.0.0.3"));

        MemberBriefing heard = MemberBriefing.read(told.write());

        assertThat(heard).isEqualTo(told);
        assertThat(heard.contact().newDialect().headers()).containsEntry("Authorization", "Bearer " + TOKEN);
        assertThat(heard.contact().newEndpoint().remote())
                .isEqualTo(told.contact().address());
    }

    @Test
    void shouldKnowNoSourceAddressesWhereNoneAreGiven() throws Exception {
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

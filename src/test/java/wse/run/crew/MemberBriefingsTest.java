package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.cluster.Briefing;
import wse.config.Compression;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.plan.Ramp;
import wse.plan.Share;
import wse.plan.StormPlan;
import wse.plan.TierPlan;
import wse.run.target.Contact;
import wse.run.target.Security;

class MemberBriefingsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int USERS = 100;

    private final MemberBriefings briefings = new MemberBriefings(briefing(users()), 90);

    private static Users users() {
        return Users.of(
                List.of("token"),
                IntStream.range(0, USERS)
                        .mapToObj(row -> List.of("token-" + row))
                        .toList(),
                false);
    }

    private static MemberBriefing briefing(Users users) {
        Contact contact = new Contact(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                "h:1",
                Security.NONE,
                "wse",
                DialectContext.at(Instant.EPOCH).withUsers(users),
                Compression.OFF,
                new Contact.Limits(LONG, 125));
        return new MemberBriefing(contact, "auto", 0, List.of());
    }

    private static List<TierPlan> shares(int connections, int members) {
        return new StormPlan(new Ramp(connections, 0, 0, LONG, LONG)).split(members);
    }

    @Test
    void shouldGiveEachConnectionItsUserInWhicheverProcessItIs() {
        Map<Integer, String> sent = new HashMap<>();
        for (TierPlan plan : shares(90, 3)) {
            Dialect dialect = MemberBriefing.read(briefings.of(plan)).contact().newDialect(new Dialects());
            Share share = plan.ramp().share();
            for (int each = 0; each < plan.connections(); each++) {
                int index = share.index(each);
                sent.put(index, dialect.openingRequest(index).headers().get("Authorization"));
            }
        }

        assertThat(sent).hasSize(90);
        assertThat(sent).allSatisfy((index, header) -> assertThat(header).isEqualTo("Bearer token-" + index));
    }

    @Test
    void shouldSendOnlyTheUsersThatAMemberNeeds() {
        Briefing second = briefings.of(shares(90, 3).get(1));

        assertThat(second.text())
                .contains("token-0", "token-1", "token-88")
                .doesNotContain(",token-2\\r", ",token-91\\r");
    }

    @Test
    void shouldSendTheSameBriefingInEachTier() {
        assertThat(briefings.of(shares(90, 3).get(2)))
                .isSameAs(briefings.of(shares(60, 3).get(2)));
    }

    @Test
    void shouldSendAllMembersTheSameBriefingIfThereAreNoUsers() {
        MemberBriefings same = new MemberBriefings(briefing(Users.NONE), 90);

        assertThat(same.of(shares(90, 3).get(0))).isSameAs(same.of(shares(90, 3).get(2)));
    }
}

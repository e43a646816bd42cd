package wse.run.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.config.Users;
import wse.measure.TierShape;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.run.tiers.Tier;

class UsersNoteTest {

    private static final Users TWO = Users.of(List.of("user"), List.of(List.of("ada"), List.of("grace")), true);

    @Test
    void shouldSayThatConnectionsSharedIdentities() {
        assertThat(UsersNote.of(tier(5_000), TWO))
                .containsExactly(
                        "5,000 connections shared the identities of 2 users in wse.users (wse.usersReuse=true)");
    }

    @Test
    void shouldSayNothingIfEachConnectionHadItsOwn() {
        assertThat(UsersNote.of(tier(2), TWO)).isEmpty();
        assertThat(UsersNote.of(tier(2), Users.NONE)).isEmpty();
    }

    private static Tier tier(int connections) {
        Duration time = Duration.ofSeconds(1);
        StormPlan plan = new StormPlan(new Ramp(connections, 0, 0, time, time));
        return new Tier("storm", plan, new TierShape.Storm(connections), false);
    }
}

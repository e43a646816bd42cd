package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenVerdictsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Jwt jwt = new Jwt("bench-secret-key-for-testing-only", now::get);
    private final TokenVerdicts verdicts = new TokenVerdicts(jwt, now::get, true);

    @Test
    void shouldRememberAGoodTokenOnlyUntilItExpires() {
        String token = jwt.issue("user", Duration.ofSeconds(10));
        assertThat(verdicts.judge(token)).isSameAs(verdicts.judge(token));
        now.updateAndGet(time -> time.plusSeconds(11));
        assertThat(verdicts.judge(token)).isEqualTo(new Jwt.Refused("Token expired"));
        assertThat(verdicts.remembered()).isZero();
    }

    @Test
    void shouldNotAcceptATokenThatDiffersInOneByte() {
        String token = jwt.issue();
        verdicts.judge(token);
        char last = token.charAt(token.length() - 2);
        String other =
                token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(token.length() - 1);
        assertThat(verdicts.judge(other)).isInstanceOf(Jwt.Refused.class);
    }

    @Test
    void shouldNotRememberRefusals() {
        verdicts.judge("abc");
        assertThat(verdicts.remembered()).isZero();
    }

    @Test
    void shouldStayBounded() {
        for (int i = 0; i <= TokenVerdicts.MOST_REMEMBERED; i++) {
            verdicts.judge(jwt.issue("user" + i, Duration.ofSeconds(10)));
        }
        assertThat(verdicts.remembered()).isBetween(1, TokenVerdicts.MOST_REMEMBERED);
    }

    @Test
    void shouldRememberNothingIfSwitchedOff() {
        TokenVerdicts forgetful = new TokenVerdicts(jwt, now::get, false);
        assertThat(forgetful.judge(jwt.issue())).isInstanceOf(Jwt.Good.class);
        assertThat(forgetful.remembered()).isZero();
    }
}

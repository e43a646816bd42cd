package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class JwtTest {

    private static final String SECRET = "bench-secret-key-for-testing-only";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SecretKeySpec KEY =
            new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

    private final Jwt jwt = new Jwt(SECRET, () -> NOW);

    @Test
    void shouldIssueThePublishedSuitesClaims() throws Exception {
        byte[] claims = Base64.getUrlDecoder().decode(jwt.issue().split("\\.")[1]);
        long now = NOW.getEpochSecond();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(claims))
                .isEqualTo(json.readTree("{\"sub\":\"bench-user\",\"iss\":\"wse-bench\",\"aud\":\"wse-bench\",\"iat\":"
                        + now + ",\"exp\":" + (now + 3600) + "}"));
    }

    @Test
    void shouldAcceptItsOwnTokens() {
        assertThat(jwt.judge(jwt.issue()))
                .isEqualTo(new Jwt.Good("bench-user", NOW.plus(Jwt.LIFETIME).toEpochMilli()));
    }

    @Test
    void shouldRefuseATokenFromTheSecondItExpires() {
        String token = jwt.issue("user", Duration.ofSeconds(10));
        assertThat(at(NOW.plusSeconds(9)).judge(token)).isInstanceOf(Jwt.Good.class);
        assertThat(at(NOW.plusSeconds(10).plusMillis(1)).judge(token)).isEqualTo(new Jwt.Refused("Token expired"));
    }

    private static Jwt at(Instant instant) {
        return new Jwt(SECRET, () -> instant);
    }

    @Test
    void shouldRefuseEachFaultInTheGenuineServersWords() {
        Date exp = Date.from(NOW.plusSeconds(60));
        assertThat(judge(Jwts.builder().subject("u").issuer("x").expiration(exp)))
                .isEqualTo(new Jwt.Refused("Invalid issuer"));
        assertThat(judge(Jwts.builder().subject("u").expiration(exp))).isEqualTo(new Jwt.Refused("Invalid issuer"));
        assertThat(judge(good().audience().add("other").and().subject("u").expiration(exp)))
                .isEqualTo(new Jwt.Refused("Invalid audience"));
        assertThat(judge(Jwts.builder().issuer("wse-bench").subject("u").expiration(exp)))
                .isEqualTo(new Jwt.Refused("Invalid audience"));
        assertThat(judge(audience().expiration(exp))).isEqualTo(new Jwt.Refused("Token missing user ID"));
        assertThat(judge(audience().subject("u"))).isEqualTo(new Jwt.Refused("Token expired"));
        assertThat(judge(audience().subject("u").expiration(exp).notBefore(exp)))
                .isEqualTo(new Jwt.Refused("Token not yet valid (nbf)"));
    }

    private Jwt.Verdict judge(io.jsonwebtoken.JwtBuilder token) {
        return jwt.judge(token.signWith(KEY, Jwts.SIG.HS256).compact());
    }

    private static io.jsonwebtoken.JwtBuilder good() {
        return Jwts.builder().issuer("wse-bench");
    }

    private static io.jsonwebtoken.JwtBuilder audience() {
        return good().claim("aud", "wse-bench");
    }

    @Test
    void shouldAcceptAnAudienceAmongSeveral() {
        String token = good().audience()
                .add("other")
                .add("wse-bench")
                .and()
                .subject("u")
                .expiration(Date.from(NOW.plusSeconds(60)))
                .signWith(KEY, Jwts.SIG.HS256)
                .compact();
        assertThat(jwt.judge(token)).isInstanceOf(Jwt.Good.class);
    }

    @Test
    void shouldRefuseAWrongOrMissingSignature() {
        String other = new Jwt("another-secret-of-thirty-two-bytes", () -> NOW).issue();
        assertThat(jwt.judge(other)).isEqualTo(new Jwt.Refused("Invalid JWT signature"));
        String unsigned = audience()
                .subject("u")
                .expiration(Date.from(NOW.plusSeconds(60)))
                .compact();
        assertThat(jwt.judge(unsigned)).isEqualTo(new Jwt.Refused("Invalid JWT signature"));
    }

    @Test
    void shouldRefuseAnotherAlgorithmWithTheSameSecret() {
        String longSecret = "x".repeat(64);
        String token = audience()
                .subject("u")
                .expiration(Date.from(NOW.plusSeconds(60)))
                .signWith(
                        new SecretKeySpec(longSecret.getBytes(StandardCharsets.US_ASCII), "HmacSHA512"), Jwts.SIG.HS512)
                .compact();
        assertThat(new Jwt(longSecret, () -> NOW).judge(token)).isInstanceOf(Jwt.Refused.class);
    }

    @Test
    void shouldRefuseTextThatIsNotAToken() {
        for (String garbage : new String[] {"", "abc", "a.b.c", "..", "x".repeat(9000)}) {
            assertThat(jwt.judge(garbage)).as(garbage).isInstanceOf(Jwt.Refused.class);
        }
    }

    @Test
    void shouldRefuseAShortSecretWithoutShowingIt() {
        assertThatThrownBy(() -> new Jwt("short", () -> NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=5")
                .hasMessageNotContaining("short");
    }
}

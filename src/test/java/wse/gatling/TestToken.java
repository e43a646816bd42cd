package wse.gatling;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A token as the published suite signs it. */
final class TestToken {

    private TestToken() {}

    static String signedWith(String secret) {
        Instant now = Instant.now();
        return Jwts.builder()
                .subject("bench-user")
                .issuer("wse-bench")
                .audience()
                .add("wse-bench")
                .and()
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plusSeconds(3_600)))
                .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
    }
}

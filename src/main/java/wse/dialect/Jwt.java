package wse.dialect;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.IncorrectClaimException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.MissingClaimException;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SignatureException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and verifies the tokens of the published WSE suite with jjwt: HS256, issuer and audience {@code wse-bench}.
 * Immutable and thread-safe; the time comes from the given source.
 *
 * <p>It checks signature, issuer, audience, expiry and not-before, without leeway, as {@code wse-server} 2.0.0 does.
 * According to measurements, 2.5.1 allows 30 s of leeway and accepts a token without an audience.
 */
public final class Jwt {

    /** Issuer and audience of the published suite. */
    public static final String PARTY = "wse-bench";

    /** Subject of the published suite's token. */
    public static final String BENCH_USER = "bench-user";

    /** How long a token is valid by default, as in the published suite. */
    public static final Duration LIFETIME = Duration.ofSeconds(3600);

    /** The genuine server refuses longer tokens without reading them. */
    private static final int LONGEST_TOKEN = 8192;

    /** From RFC 7518, section 3.2. */
    private static final int LEAST_SECRET_BYTES = 32;

    private static final String EXPIRED = "Token expired";

    private final SecretKey key;
    private final InstantSource time;
    private final JwtParser parser;

    /**
     * @param secret at least 32 bytes
     * @throws IllegalArgumentException if the secret is too short; the message does not show it
     */
    public Jwt(String secret, InstantSource time) {
        this.key = key(secret);
        this.time = time;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .verifyWith(key)
                .requireIssuer(PARTY)
                .requireAudience(PARTY)
                .clock(() -> Date.from(time.instant()))
                .build();
    }

    private static SecretKey key(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("the secret must be at least " + LEAST_SECRET_BYTES
                    + " bytes for HS256: bytes=" + bytes.length + "; give the one the server was started with");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** A token for {@link #BENCH_USER} that is valid for {@link #LIFETIME} from now. */
    public String issue() {
        return issue(BENCH_USER, LIFETIME);
    }

    /**
     * A token for {@code subject} that is valid for {@code lifetime} from now; a negative lifetime makes an expired token.
     */
    public String issue(String subject, Duration lifetime) {
        return Jwts.builder()
                .subject(subject)
                .issuer(PARTY)
                .claim(Claims.AUDIENCE, PARTY)
                .issuedAt(Date.from(time.instant()))
                .expiration(Date.from(time.instant().plus(lifetime)))
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** Tokens of many subjects, all valid for {@code lifetime} from now; much faster than {@link #issue} for each. */
    TokenSeries series(Duration lifetime) {
        return TokenSeries.like(issue(BENCH_USER, lifetime), BENCH_USER, key);
    }

    /** Verifies a token. Never throws, whatever the client has sent. */
    public Verdict judge(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return new Refused("Token too large");
        }
        try {
            return verdict(parser.parseSignedClaims(token).getPayload());
        } catch (ExpiredJwtException e) {
            return new Refused(EXPIRED);
        } catch (PrematureJwtException e) {
            return new Refused("Token not yet valid (nbf)");
        } catch (MissingClaimException | IncorrectClaimException e) {
            boolean issuer = Claims.ISSUER.equals(e.getClaimName());
            return new Refused(issuer ? "Invalid issuer" : "Invalid audience");
        } catch (SignatureException | UnsupportedJwtException e) {
            return new Refused("Invalid JWT signature");
        } catch (JwtException | IllegalArgumentException e) {
            return new Refused("Malformed JWT token");
        }
    }

    private static Verdict verdict(Claims claims) {
        if (claims.getExpiration() == null) {
            return new Refused(EXPIRED);
        }
        String subject = claims.getSubject();
        if (subject == null || subject.isEmpty()) {
            return new Refused(Refused.NO_USER);
        }
        return new Good(subject, claims.getExpiration().getTime());
    }

    /** The verdict on a token. */
    public sealed interface Verdict {

        /** Calls one of the two functions immediately. */
        void either(Consumer<Good> ifGood, Consumer<Refused> ifRefused);
    }

    /**
     * The token is good.
     *
     * @param subject the user
     * @param expiresAtMillis when the verdict expires, in milliseconds since the epoch
     */
    public record Good(String subject, long expiresAtMillis) implements Verdict {

        @Override
        public void either(Consumer<Good> ifGood, Consumer<Refused> ifRefused) {
            ifGood.accept(this);
        }
    }

    /** The token was refused, for a reason in the genuine server's words. */
    public record Refused(String reason) implements Verdict {

        static final String NO_USER = "Token missing user ID";

        @Override
        public void either(Consumer<Good> ifGood, Consumer<Refused> ifRefused) {
            ifRefused.accept(this);
        }
    }
}

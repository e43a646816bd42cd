package wse.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.Optional;
import java.util.Set;

/** Finds the token of an upgrade request: in a cookie or, if there is none, in the Authorization header. */
final class Tokens {

    private static final String COOKIE = "access_token";
    private static final Set<String> NONE = Set.of("", "undefined", "null");
    private static final String BEARER = "Bearer ";

    private Tokens() {}

    static Optional<String> of(HttpHeaders headers) {
        return cookie(headers).or(() -> bearer(headers));
    }

    /** Like the genuine server, ignores empty values and the words that careless scripts write for "none". */
    private static Optional<String> cookie(HttpHeaders headers) {
        return Optional.ofNullable(headers.get(HttpHeaderNames.COOKIE))
                .filter(header -> header.contains(COOKIE))
                .stream()
                .flatMap(header -> ServerCookieDecoder.LAX.decode(header).stream())
                .filter(cookie -> cookie.name().equals(COOKIE))
                .map(Cookie::value)
                .filter(value -> !NONE.contains(value))
                .findFirst();
    }

    /** The scheme's name is case-insensitive (RFC 7235, 2.1). */
    private static Optional<String> bearer(HttpHeaders headers) {
        return Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()));
    }
}

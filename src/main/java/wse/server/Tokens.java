package wse.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;

/** Finds the token of an upgrade: the cookie first, the Authorization header if there is none. */
final class Tokens {

    private static final String COOKIE = "access_token";
    private static final String BEARER = "Bearer ";

    private Tokens() {}

    /** Null if there is no token. */
    static String of(HttpHeaders headers) {
        String cookie = cookie(headers.get(HttpHeaderNames.COOKIE));
        return cookie != null ? cookie : bearer(headers.get(HttpHeaderNames.AUTHORIZATION));
    }

    /** As the genuine server does, a value that a careless script wrote for "none" counts as none. */
    private static String cookie(String header) {
        if (header == null || !header.contains(COOKIE)) {
            return null;
        }
        for (Cookie cookie : ServerCookieDecoder.LAX.decode(header)) {
            String value = cookie.value();
            if (cookie.name().equals(COOKIE)
                    && !value.isEmpty()
                    && !value.equals("undefined")
                    && !value.equals("null")) {
                return value;
            }
        }
        return null;
    }

    /** The scheme's name is case-insensitive (RFC 7235, 2.1). */
    private static String bearer(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length())
                : null;
    }
}

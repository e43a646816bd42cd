package wse.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;

/** Finds the token of an upgrade request: in a cookie or, if there is none, in the Authorization header. */
final class Tokens {

    private static final String COOKIE = "access_token";
    private static final String BEARER = "Bearer ";

    private Tokens() {}

    /** The token; null if there is none. */
    static String of(HttpHeaders headers) {
        String cookie = cookie(headers.get(HttpHeaderNames.COOKIE));
        return cookie != null ? cookie : bearer(headers.get(HttpHeaderNames.AUTHORIZATION));
    }

    /** Ignores the values that careless scripts write for "none", as the genuine server does. */
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

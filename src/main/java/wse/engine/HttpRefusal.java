package wse.engine;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * The server's response to an upgrade request that it did not accept. All text is printable and at most 200 characters
 * long.
 *
 * @param status the status code, which is not 101
 * @param reason the reason phrase; may be empty
 * @param firstLine the first line of the body that has text; empty if there is no such line
 * @param retryAfter how long the server asks clients to wait before they try again (RFC 9110 section 10.2.3)
 * @param location where a redirect leads, as the server wrote it (RFC 9110 section 10.2.2)
 */
public record HttpRefusal(
        int status, String reason, String firstLine, Optional<Duration> retryAfter, Optional<String> location) {

    private static final int REDIRECTS = 3;
    /** Netty throws an exception for longer dates; the longest legal one has 33 characters. */
    private static final int LONGEST_DATE = 64;
    /** Stands for a time that is too long (RFC 9111 section 1.2.2). */
    private static final Duration LONGEST = Duration.ofSeconds(1L << 31);

    /** Whether the server names another address instead (RFC 9110 section 15.4). */
    public boolean isRedirect() {
        return status / 100 == REDIRECTS && location.isPresent();
    }

    /** Status and reason, then what the server says about it, for people to read. */
    public String words() {
        return "HTTP " + status
                + (reason.isEmpty() ? "" : " " + reason)
                + location.map(target -> ", Location: " + target).orElse("")
                + retryAfter
                        .map(wait -> ", Retry-After: " + wait.toSeconds() + " s")
                        .orElse("")
                + (firstLine.isEmpty() ? "" : ": \"" + firstLine + '"');
    }

    /**
     * The value of a {@code Retry-After} field: seconds, or a date in one of the three formats of RFC 9110 section 5.6.7.
     *
     * @return empty if it is neither; zero for a date in the past
     */
    static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.matches("\\d+")) {
            return Optional.of(value.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(value)));
        }
        boolean mayBeDate = !value.isEmpty() && value.length() <= LONGEST_DATE;
        Date date = mayBeDate ? DateFormatter.parseHttpDate(value) : null;
        return Optional.ofNullable(date)
                .map(until -> Duration.between(now, until.toInstant()))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}

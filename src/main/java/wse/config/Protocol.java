package wse.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the settings must know about the protocol that {@code wse.dialect} names, to tell which of them have an effect.
 *
 * @param name as in {@code wse.dialect}
 * @param sendsToken whether {@code wse.secret} and {@code wse.token} have an effect
 * @param isSpokenByReferenceServer whether a run needs no {@code wse.host}
 * @param servesCounters whether {@code wse.metrics} has an effect
 * @param decodesPayloads whether {@code wse.decode=payloads} can be
 * @param hasPing whether it has a ping of its own, beside WebSocket's ping frames
 * @param keepsAlive whether it has a message that keeps an idle connection open
 * @param idleTimeout after which the server drops a silent connection; null if it never does
 * @param directions of its floods
 * @param formats of its floods
 */
public record Protocol(
        String name,
        boolean sendsToken,
        boolean isSpokenByReferenceServer,
        boolean servesCounters,
        boolean decodesPayloads,
        boolean hasPing,
        boolean keepsAlive,
        Duration idleTimeout,
        Set<Direction> directions,
        List<Format> formats) {

    public Protocol {
        Objects.requireNonNull(name, "name");
        directions = Set.copyOf(directions);
        formats = List.copyOf(formats);
    }
}

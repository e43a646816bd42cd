package wse.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of the protocol named by {@code wse.dialect} that determine which settings have an effect.
 *
 * @param name its name in {@code wse.dialect}
 * @param sendsToken whether {@code wse.secret} and {@code wse.token} have an effect
 * @param isSpokenByReferenceServer whether the protocol can be used without {@code wse.host}
 * @param servesCounters whether {@code wse.metrics} has an effect
 * @param decodesPayloads whether {@code wse.decode=payloads} is possible
 * @param hasPing whether it has its own ping message, in addition to WebSocket's ping frames
 * @param keepsAlive whether it has a message that keeps an idle connection open
 * @param idleTimeout time after which the server drops a silent connection; empty if it never does
 * @param directions directions of the floods that it supports
 * @param direction direction of a flood unless {@code wse.direction} is given; one of them
 * @param formats message formats of the floods that it supports
 */
public record Protocol(
        String name,
        boolean sendsToken,
        boolean isSpokenByReferenceServer,
        boolean servesCounters,
        boolean decodesPayloads,
        boolean hasPing,
        boolean keepsAlive,
        Optional<Duration> idleTimeout,
        Set<Direction> directions,
        Direction direction,
        List<Format> formats) {

    public Protocol {
        Objects.requireNonNull(name, "name");
        directions = Set.copyOf(directions);
        formats = List.copyOf(formats);
    }
}

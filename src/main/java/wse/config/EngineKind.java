package wse.config;

import java.util.Locale;

/** The engine that drives the connections: {@code wse.engine}. */
public enum EngineKind {
    /** Gatling's own WebSocket DSL with checks: one virtual user per connection. */
    GATLING,
    /** The Netty extension: one plan per tier. */
    NETTY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
